using Baton.Api.Protocol;
using Baton.Engine.Execution;
using Baton.Runtime;
using Baton.Runtime.Express;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>Runs an Express execution and answers when it has ended: also one that failed is an answer, not an error.</summary>
[Deviation("Memory is not measured: `billedMemoryUsedInMB` is 64.")]
[Deviation("An execution that a stop of the server cuts short ends `FAILED` with `States.Runtime`.")]
internal sealed class StartSyncExecution(WorkflowRuntime runtime) : IOperation
{
    private const long BilledDurationStepMs = 100;

    /// <summary>The least that AWS bills. Nothing is billed here, and memory is not measured by execution.</summary>
    private const int BilledMemoryMB = 64;

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var start = new StartRequest(request, runtime);
        var includesData = RevisionDescription.IncludesData(request);
        request.Check();
        var (target, input) = await start.ReadAsync(caller);
        if (target.Machine.Type != StateMachineType.Express) throw Errors.StateMachineTypeNotSupported();

        // A caller who goes away does not end it, as with AWS: it goes on, and its log tells how it ended.
        var outcome = await runtime.Express.RunAsync(target, start.Name, input).WaitAsync(caller.IsGone);
        Write(response, outcome, includesData);
    }

    private static void Write(ResponseWriter response, ExpressOutcome outcome, bool includesData)
    {
        var identity = outcome.Identity;
        response.Text("executionArn", identity.ExecutionArn);
        response.Text("stateMachineArn", identity.StateMachineArn);
        response.Text("name", identity.Name);
        response.Time("startDate", identity.StartedAt);
        response.Time("stopDate", outcome.StoppedAt);
        response.Text("status", StatusOf(outcome.Status));
        response.Text("error", outcome.Error);
        response.Text("cause", outcome.Cause);
        if (includesData)
        {
            response.Payload("input", identity.Input);
            response.DataIncluded("inputDetails");
            response.Payload("output", outcome.Output);
            response.DataIncluded("outputDetails");
        }
        response.Text("traceHeader", identity.TraceHeader);
        var duration = (long)Math.Ceiling((outcome.StoppedAt - identity.StartedAt).TotalMilliseconds / BilledDurationStepMs) * BilledDurationStepMs;
        response.Json.WriteStartObject("billingDetails");
        response.Json.WriteNumber("billedMemoryUsedInMB", BilledMemoryMB);
        response.Json.WriteNumber("billedDurationInMilliseconds", Math.Max(duration, BilledDurationStepMs));
        response.Json.WriteEndObject();
    }

    /// <summary>Three words are all that the answer knows: one that the server stopped has failed.</summary>
    private static string StatusOf(RunStatus status) => status switch
    {
        RunStatus.Succeeded => "SUCCEEDED",
        RunStatus.TimedOut => "TIMED_OUT",
        _ => "FAILED",
    };
}
