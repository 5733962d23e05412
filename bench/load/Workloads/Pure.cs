using Baton.Load.Http;

namespace Baton.Load.Workloads;

/// <summary>Five Pass and five Choice states over the plain API: what the interpreter and one durable start cost without any task.</summary>
internal static class Pure
{
    public static async Task RunAsync(LoadOptions options)
    {
        using var folder = new DataFolder(options);
        await using var server = await ServerUnderTest.StartAsync(options, folder);
        using var api = await server.ConnectAsync();
        var machine = await api.CreateStateMachineAsync("pure", Definitions.Pure);
        var standard = Api.StartBody(machine, """{"n":1}""");
        var express = Api.StartBody(await api.CreateStateMachineAsync("pure-express", Definitions.Pure, "EXPRESS"), """{"n":1}""");

        // The end of such an execution is in the same commit as its start: who has the answer knows that it has ended.
        await MeasureAsync("pure", caller => async () => await caller.CallAsync(Operation.StartExecution, standard));
        await MeasureAsync("pure-express", caller => async () =>
        {
            var answer = await caller.CallAsync(Operation.StartSyncExecution, express);
            if (answer.Span.IndexOf("\"status\":\"SUCCEEDED\""u8) < 0) throw new InvalidOperationException("Expected an Express execution that succeeds.");
        });
        await api.AllEndedAsync(machine);

        Task MeasureAsync(string workload, Func<ApiConnection, Func<ValueTask>> work) => Chain3.MeasureAsync(workload, options, async (callers, duration) =>
        {
            var connections = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => server.ConnectAsync()));
            var result = await ClosedLoop.RunAsync([.. connections.Select(work)], duration, server.Id);
            foreach (var connection in connections) connection.Dispose();
            return result;
        });
    }
}
