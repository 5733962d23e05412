using Baton.Client.Transport;

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

    /// <summary>Tells what an execution runs: the machine as it was when the execution started.</summary>
    public Task<DescribeStateMachineForExecutionResponse> DescribeStateMachineForExecutionAsync(DescribeStateMachineForExecutionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeStateMachineForExecution", request, Wire.DescribeStateMachineForExecutionRequest, Wire.DescribeStateMachineForExecutionResponse, cancellationToken);

    /// <summary>Checks a definition that nobody keeps. One that is wrong is an answer, not an exception.</summary>
    public Task<ValidateStateMachineDefinitionResponse> ValidateStateMachineDefinitionAsync(ValidateStateMachineDefinitionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ValidateStateMachineDefinition", request, Wire.ValidateStateMachineDefinitionRequest, Wire.ValidateStateMachineDefinitionResponse, cancellationToken);

    /// <summary>Runs one state alone, without an execution.</summary>
    public Task<TestStateResponse> TestStateAsync(TestStateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var call = new Call("TestState", _settings.SyncEndpoint, _settings.SyncExecutionTimeout); // as long as an execution at most
        return _transport.CallAsync(call, request, Wire.TestStateRequest, Wire.TestStateResponse, cancellationToken);
    }

    /// <summary>Sets tags of a machine or an activity.</summary>
    public Task<TagResourceResponse> TagResourceAsync(TagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("TagResource", request, Wire.TagResourceRequest, Wire.TagResourceResponse, cancellationToken);

    /// <summary>Removes tags of a machine or an activity.</summary>
    public Task<UntagResourceResponse> UntagResourceAsync(UntagResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("UntagResource", request, Wire.UntagResourceRequest, Wire.UntagResourceResponse, cancellationToken);

    public Task<ListTagsForResourceResponse> ListTagsForResourceAsync(ListTagsForResourceRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListTagsForResource", request, Wire.ListTagsForResourceRequest, Wire.ListTagsForResourceResponse, cancellationToken);
}
