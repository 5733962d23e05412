using System.Globalization;
using System.Net.Sockets;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Integrations.Aws;
using Baton.Integrations.Outgoing;
using Baton.Json;
using Baton.Runtime.Connections;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Http;

/// <summary><c>http:invoke</c>: calls an HTTP API through the outgoing gate, with what a connection adds.</summary>
public sealed class HttpIntegration : ITracingIntegration
{
    /// <summary>How long a call may take in all, the fetching of a token included; as published.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    private readonly OutgoingGate _gate;
    private readonly ConnectionAuthorizer _authorizer;
    private readonly int _bodyBytesMax;
    private readonly TimeProvider _clock;

    /// <param name="gate">The way out.</param>
    /// <param name="connections">The connections.</param>
    /// <param name="bodyBytesMax">The longest body of an answer that a task gives: the longest payload that there may be.</param>
    /// <param name="clock">The time.</param>
    public HttpIntegration(OutgoingGate gate, ConnectionRegistry connections, int bodyBytesMax, TimeProvider clock)
    {
        _gate = gate;
        _authorizer = new ConnectionAuthorizer(gate, connections, clock);
        _bodyBytesMax = bodyBytesMax;
        _clock = clock;
    }

    public bool Handles(OpenTask task) => task is { Kind: TaskKind.Service, ResourceType: "http", Resource: "invoke" };

    public Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken) => InvokeAsync(task, trace: null, cancellationToken);

    Task<TaskOutcome> ITracingIntegration.InvokeAsync(OpenTask task, HttpTrace trace, CancellationToken cancellationToken) => InvokeAsync(task, trace, cancellationToken);

    private async Task<TaskOutcome> InvokeAsync(OpenTask task, HttpTrace? trace, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(TimeMax, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            var call = HttpCall.Read(task.Input);
            OutgoingGate.CheckUri(call.Endpoint);
            return Outcome(await CallAsync(task, call, trace, either.Token));
        }
        catch (HttpTaskException e)
        {
            return e.Outcome;
        }
        catch (OutgoingRefusedException e)
        {
            return new TaskOutcome.Failed(e.IsOfAddress ? HttpTaskException.Socket : StateErrors.Runtime, e.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new TaskOutcome.Failed(HttpTaskException.Socket, timeout.IsCancellationRequested ? $"The HTTP API did not answer within {TimeMax.TotalSeconds:0} seconds." : "Connecting to the HTTP API took too long.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return new TaskOutcome.Failed(HttpTaskException.Socket, Reason(e));
        }
    }

    /// <summary>Calls once; with a fresh token again where the API refused the one that was there.</summary>
    private async Task<HttpAnswer> CallAsync(OpenTask task, HttpCall call, HttpTrace? trace, CancellationToken cancellationToken)
    {
        for (string? rejected = null; ;)
        {
            var added = await _authorizer.AuthorizeAsync(call.ConnectionArn, rejected, cancellationToken);
            var plan = HttpRequestPlan.Of(call, added, task.Execution.Region, task.Input);
            if (trace is not null) trace.Request = (trace.RevealsSecrets ? plan : HttpRequestPlan.WithoutSecrets(call, added, task.Execution.Region, task.Input)).ToTrace();
            using var message = plan.ToMessage();
            using var response = await _gate.SendAsync(message, cancellationToken);
            var answer = await HttpAnswer.ReadAsync(response, _bodyBytesMax, cancellationToken);
            if (trace is not null) trace.Response = Traced(call.Endpoint.Scheme, answer);
            if (answer.StatusCode != 401 || added.Token is null || rejected is not null) return answer;
            rejected = added.Token;
        }
    }

    private static TaskOutcome Outcome(HttpAnswer answer)
    {
        if (!answer.IsSuccess) return new TaskOutcome.Failed(string.Create(CultureInfo.InvariantCulture, $"States.Http.StatusCode.{answer.StatusCode}"), answer.StatusText);
        if (answer.IsTooLong) return ServiceCalls.TooLong("http");
        return new TaskOutcome.Succeeded(JsonText.Of(JsonObject.Of(
            ("Headers", JsonObject.Of([.. answer.Headers.Select(header => KeyValuePair.Create(header.Key, (JsonData)new JsonArray(header.Value.Select(JsonData.Of))))])),
            ("ResponseBody", answer.ParsedBody),
            ("StatusCode", JsonData.Of(answer.StatusCode)),
            ("StatusText", JsonData.Of(answer.StatusText)))));
    }

    private static HttpTraceResponse Traced(string protocol, HttpAnswer answer) => new(
        protocol, answer.StatusCode.ToString(CultureInfo.InvariantCulture), answer.StatusText,
        HttpHeaderText.Shown(answer.Headers.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)))), answer.Text);

    /// <summary>What went wrong, in words that hold nothing of the request.</summary>
    private static string Reason(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "The name of the HTTP API's host is not known.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "No secure connection to the HTTP API could be made: its certificate is not trusted, or it does not speak TLS.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError, InnerException: SocketException socket } => $"The HTTP API could not be reached: {socket.Message}.",
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => "The headers of the response are too long.",
        HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse } => "The response is not HTTP.",
        _ => "The connection to the HTTP API broke before the response was complete.",
    };
}
