using Baton.Client.Transport;

namespace Baton.Client;

public sealed partial class StepFunctionsClient
{
    public Task<CreateActivityResponse> CreateActivityAsync(CreateActivityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateActivity", request, Wire.CreateActivityRequest, Wire.CreateActivityResponse, cancellationToken);

    public Task<DescribeActivityResponse> DescribeActivityAsync(DescribeActivityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeActivity", request, Wire.DescribeActivityRequest, Wire.DescribeActivityResponse, cancellationToken);

    public Task<ListActivitiesResponse> ListActivitiesAsync(ListActivitiesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListActivities", request, Wire.ListActivitiesRequest, Wire.ListActivitiesResponse, cancellationToken);

    public Task<DeleteActivityResponse> DeleteActivityAsync(DeleteActivityRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteActivity", request, Wire.DeleteActivityRequest, Wire.DeleteActivityResponse, cancellationToken);

    /// <summary>Waits up to a minute for a task. No task gives a response without a token; ask again then.</summary>
    public Task<GetActivityTaskResponse> GetActivityTaskAsync(GetActivityTaskRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _transport.CallAsync(
            new Call("GetActivityTask", _settings.Endpoint, _settings.LongPollTimeout), request, Wire.GetActivityTaskRequest, Wire.GetActivityTaskResponse, cancellationToken);
    }

    public Task<SendTaskSuccessResponse> SendTaskSuccessAsync(SendTaskSuccessRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendTaskSuccess", request, Wire.SendTaskSuccessRequest, Wire.SendTaskSuccessResponse, cancellationToken);

    public Task<SendTaskFailureResponse> SendTaskFailureAsync(SendTaskFailureRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendTaskFailure", request, Wire.SendTaskFailureRequest, Wire.SendTaskFailureResponse, cancellationToken);

    /// <summary>Says that the work goes on. Throws <see cref="StepFunctionsErrors.TaskTimedOut"/> when nobody waits for it any more.</summary>
    public Task<SendTaskHeartbeatResponse> SendTaskHeartbeatAsync(SendTaskHeartbeatRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("SendTaskHeartbeat", request, Wire.SendTaskHeartbeatRequest, Wire.SendTaskHeartbeatResponse, cancellationToken);
}
