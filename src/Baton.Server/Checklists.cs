using System.Net;
using System.Text;
using Baton.Api;
using Baton.Api.Protocol;
using Baton.Checklists;
using Baton.Client;
using Baton.Json;
using Baton.People.Cases;

namespace Baton.Server;

/// <summary>Reads the checklist of an execution as <c>baton show --checklist</c> does, from this server's own API.</summary>
internal sealed class Checklists(StepFunctionsEndpoint endpoint, TimeProvider clock)
{
    public async Task<ExecutionChecklist> ReadAsync(string executionArn, CancellationToken cancellationToken)
    {
        using var handler = new InProcessHandler(endpoint, executionArn.Split(':')[3]);
        using var client = new StepFunctionsClient(new StepFunctionsClientOptions { Endpoint = new Uri("http://127.0.0.1"), Handler = handler, RetriesMax = 0 });
        // In this order: of an execution that is closed, the history read afterwards is complete.
        var execution = await client.DescribeExecutionAsync(new() { ExecutionArn = executionArn }, cancellationToken);
        var machine = await client.DescribeStateMachineForExecutionAsync(new() { ExecutionArn = executionArn }, cancellationToken);
        var events = new List<HistoryEvent>();
        await foreach (var happened in client.GetAllExecutionHistoryAsync(new() { ExecutionArn = executionArn, MaxResults = 1_000 }, cancellationToken)) events.Add(happened);
        var items = Checklist.Of(machine.Definition, Timeline.Of(events), clock.GetUtcNow());
        return new ExecutionChecklist(executionArn, execution.Status.Value, [.. items.Select(item => Step(item, execution.Status.IsClosed))]);
    }

    private static ChecklistStep Step(ChecklistItem item, bool hasEnded) => new(
        item.Step, item.Depth, item.Standing(hasEnded), item.Status is { } status ? StatusWords.Of(status) : null, item.Who, item.Since?.ToUniversalTime(), item.Visits, item.Attempts, item.Error) { TaskId = item.HumanTask };

    /// <summary>Answers the requests of a client without a network.</summary>
    private sealed class InProcessHandler(StepFunctionsEndpoint endpoint, string region) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
            try
            {
                var body = (JsonObject)JsonData.Parse(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
                return Answer(HttpStatusCode.OK, await endpoint.CallAsync(operation, body, region, task: null, cancellationToken));
            }
            catch (ApiException e)
            {
                return Answer((HttpStatusCode)e.StatusCode, JsonObject.Of(("__type", JsonData.Of(e.Code)), ("message", JsonData.Of(e.Message))));
            }
        }

        private static HttpResponseMessage Answer(HttpStatusCode status, JsonObject body) => new(status) { Content = new StringContent(body.ToString(), Encoding.UTF8, "application/x-amz-json-1.0") };
    }
}
