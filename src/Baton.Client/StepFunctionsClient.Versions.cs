namespace Baton.Client;

public sealed partial class StepFunctionsClient
{
    /// <summary>Makes the present revision a version, which never changes.</summary>
    public Task<PublishStateMachineVersionResponse> PublishStateMachineVersionAsync(PublishStateMachineVersionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("PublishStateMachineVersion", request, Wire.PublishStateMachineVersionRequest, Wire.PublishStateMachineVersionResponse, cancellationToken);

    public Task<ListStateMachineVersionsResponse> ListStateMachineVersionsAsync(ListStateMachineVersionsRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListStateMachineVersions", request, Wire.ListStateMachineVersionsRequest, Wire.ListStateMachineVersionsResponse, cancellationToken);

    public Task<DeleteStateMachineVersionResponse> DeleteStateMachineVersionAsync(DeleteStateMachineVersionRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteStateMachineVersion", request, Wire.DeleteStateMachineVersionRequest, Wire.DeleteStateMachineVersionResponse, cancellationToken);

    public Task<CreateStateMachineAliasResponse> CreateStateMachineAliasAsync(CreateStateMachineAliasRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("CreateStateMachineAlias", request, Wire.CreateStateMachineAliasRequest, Wire.CreateStateMachineAliasResponse, cancellationToken);

    public Task<UpdateStateMachineAliasResponse> UpdateStateMachineAliasAsync(UpdateStateMachineAliasRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("UpdateStateMachineAlias", request, Wire.UpdateStateMachineAliasRequest, Wire.UpdateStateMachineAliasResponse, cancellationToken);

    public Task<DescribeStateMachineAliasResponse> DescribeStateMachineAliasAsync(DescribeStateMachineAliasRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DescribeStateMachineAlias", request, Wire.DescribeStateMachineAliasRequest, Wire.DescribeStateMachineAliasResponse, cancellationToken);

    public Task<ListStateMachineAliasesResponse> ListStateMachineAliasesAsync(ListStateMachineAliasesRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("ListStateMachineAliases", request, Wire.ListStateMachineAliasesRequest, Wire.ListStateMachineAliasesResponse, cancellationToken);

    /// <summary>Deletes an alias; what it started goes on.</summary>
    public Task<DeleteStateMachineAliasResponse> DeleteStateMachineAliasAsync(DeleteStateMachineAliasRequest request, CancellationToken cancellationToken = default) =>
        CallAsync("DeleteStateMachineAlias", request, Wire.DeleteStateMachineAliasRequest, Wire.DeleteStateMachineAliasResponse, cancellationToken);
}
