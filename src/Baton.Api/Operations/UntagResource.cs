using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

internal sealed class UntagResource(WorkflowRuntime runtime) : IOperation
{
    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var text = request.Required("resourceArn", 256);
        var keys = request.RequiredTexts("tagKeys", 1, 128);
        request.Check();
        await TaggedResource.Parse(runtime, text).ChangeAsync(stored => TagsSetting.Remove(stored, keys), caller.IsGone);
    }
}
