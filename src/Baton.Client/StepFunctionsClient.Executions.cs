using Baton.Client.Transport;

namespace Baton.Client;

public sealed partial class StepFunctionsClient
{
    /// <summary>Starts an execution once, however often the request has to be repeated.</summary>
    public async Task<StartExecutionResponse> StartExecutionAsync(StartExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var named = request.Name is null ? request with { Name = Guid.NewGuid().ToString() } : request;
        try
        {
            return await CallAsync("StartExecution", named, Wire.StartExecutionRequest, Wire.StartExecutionResponse, cancellationToken);
        }
        catch (StepFunctionsException e) when (request.Name is null && e.Code == StepFunctionsErrors.ExecutionAlreadyExists)
        {
            // Nobody else has this name: an earlier attempt got through, its answer did not, and the execution has ended since.
            var execution = await DescribeExecutionAsync(new() { ExecutionArn = ExecutionArn(named) }, cancellationToken);
            return new StartExecutionResponse { ExecutionArn = execution.ExecutionArn, StartDate = execution.StartDate };
        }
    }

    public Task<DescribeExecutionResponse> DescribeExecutionAsync(DescribeExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeExecution", request, Wire.DescribeExecutionRequest, Wire.DescribeExecutionResponse, cancellationToken);

    public Task<ListExecutionsResponse> ListExecutionsAsync(ListExecutionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListExecutions", request, Wire.ListExecutionsRequest, Wire.ListExecutionsResponse, cancellationToken);

    public Task<StopExecutionResponse> StopExecutionAsync(StopExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("StopExecution", request, Wire.StopExecutionRequest, Wire.StopExecutionResponse, cancellationToken);

    /// <summary>Redrives an execution once, however often the request has to be repeated. What AWS has no member for goes to an operation that only Baton has.</summary>
    public Task<RedriveExecutionResponse> RedriveExecutionAsync(RedriveExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var operation = request is { FromState: null, Input: null, Definition: null } ? "RedriveExecution" : "Baton.RedriveExecution";
        var named = request.ClientToken is null ? request with { ClientToken = Guid.NewGuid().ToString() } : request;
        return CallAsync(operation, named, Wire.RedriveExecutionRequest, Wire.RedriveExecutionResponse, cancellationToken);
    }

    public Task<GetExecutionHistoryResponse> GetExecutionHistoryAsync(GetExecutionHistoryRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("GetExecutionHistory", request, Wire.GetExecutionHistoryRequest, Wire.GetExecutionHistoryResponse, cancellationToken);

    /// <summary>Runs an Express execution and waits for its end, up to five minutes. Only a start that was throttled is repeated: one that brought no answer may have run.</summary>
    public Task<StartSyncExecutionResponse> StartSyncExecutionAsync(StartSyncExecutionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new Call("StartSyncExecution", _settings.SyncEndpoint, _settings.SyncExecutionTimeout, IsRepeatable: false);
        return _transport.CallAsync(call, request, Wire.StartSyncExecutionRequest, Wire.StartSyncExecutionResponse, cancellationToken);
    }

    // arn:P:states:R:A:stateMachine:NAME[:VERSION] to arn:P:states:R:A:execution:NAME:EXECUTION
    internal static string ExecutionArn(StartExecutionRequest request)
    {
        var parts = request.StateMachineArn.Split(':');
        return $"{string.Join(':', parts[..5])}:execution:{parts[6]}:{request.Name}";
    }
}
