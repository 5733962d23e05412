namespace Baton.Client;

public sealed partial class StepFunctionsClient
{
    public Task<CreateStateMachineResponse> CreateStateMachineAsync(CreateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateStateMachine", request, Wire.CreateStateMachineRequest, Wire.CreateStateMachineResponse, cancellationToken);

    public Task<UpdateStateMachineResponse> UpdateStateMachineAsync(UpdateStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("UpdateStateMachine", request, Wire.UpdateStateMachineRequest, Wire.UpdateStateMachineResponse, cancellationToken);

    public Task<DescribeStateMachineResponse> DescribeStateMachineAsync(DescribeStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeStateMachine", request, Wire.DescribeStateMachineRequest, Wire.DescribeStateMachineResponse, cancellationToken);

    public Task<ListStateMachinesResponse> ListStateMachinesAsync(ListStateMachinesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListStateMachines", request, Wire.ListStateMachinesRequest, Wire.ListStateMachinesResponse, cancellationToken);

    public Task<DeleteStateMachineResponse> DeleteStateMachineAsync(DeleteStateMachineRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteStateMachine", request, Wire.DeleteStateMachineRequest, Wire.DeleteStateMachineResponse, cancellationToken);
}
