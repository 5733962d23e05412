using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class TagResource(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("resourceArn", 256);
        var tags = new TagsSetting(request, required: true);
        request.Check();
        await TaggedResource.Parse(runtime, text).ChangeAsync(stored => tags.AddTo(stored, text), caller.IsGone);
    }
}
