namespace Baton.Client;

public sealed partial class StepFunctionsClient
{
    public Task<ListMapRunsResponse> ListMapRunsAsync(ListMapRunsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListMapRuns", request, Wire.ListMapRunsRequest, Wire.ListMapRunsResponse, cancellationToken);

    public Task<DescribeMapRunResponse> DescribeMapRunAsync(DescribeMapRunRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeMapRun", request, Wire.DescribeMapRunRequest, Wire.DescribeMapRunResponse, cancellationToken);

    /// <summary>Changes how a run runs from now on.</summary>
    public Task<UpdateMapRunResponse> UpdateMapRunAsync(UpdateMapRunRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("UpdateMapRun", request, Wire.UpdateMapRunRequest, Wire.UpdateMapRunResponse, cancellationToken);
}
