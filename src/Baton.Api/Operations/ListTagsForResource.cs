using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class ListTagsForResource(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("resourceArn", 256);
        request.Check();
        TagsSetting.Write(response, await TaggedResource.Parse(runtime, text).ReadAsync(caller.IsGone));
    }
}
