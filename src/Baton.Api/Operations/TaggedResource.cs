using Baton.Api.Protocol;
using Baton.Runtime;

namespace Baton.Api.Operations;

/// <summary>What can have tags: a machine or an activity.</summary>
internal sealed record TaggedResource(WorkflowRuntime Runtime, string Arn, bool IsActivity)
{
    /// <exception cref="ApiException"><c>InvalidArn</c> for what can have no tags.</exception>
    public static TaggedResource Parse(WorkflowRuntime runtime, string text)
    {
        var isActivity = Protocol.Arn.TypeOf(text) == Protocol.Arn.Activity;
        if (isActivity) Protocol.Arn.Parse(text, Protocol.Arn.Activity);
        else StateMachineArn.ParseUnlabelled(text);
        return new TaggedResource(runtime, text, isActivity);
    }

    /// <summary>Its tags, as a JSON object.</summary>
    /// <exception cref="ApiException"><c>ResourceNotFound</c>.</exception>
    public async Task<string> ReadAsync(CancellationToken cancellationToken) =>
        (IsActivity ? (await Runtime.Activities.FindAsync(Arn, cancellationToken))?.Tags : (await Runtime.Machines.FindAsync(Arn, cancellationToken))?.Tags)
        ?? throw Errors.ResourceNotFound(Arn);

    /// <summary>Changes its tags.</summary>
    /// <exception cref="ApiException"><c>ResourceNotFound</c>.</exception>
    public async Task ChangeAsync(Func<string, string> change, CancellationToken cancellationToken)
    {
        var isThere = IsActivity
            ? await Runtime.Activities.TagAsync(Arn, change, cancellationToken) is not null
            : await Runtime.Machines.TagAsync(Arn, change, cancellationToken) is not null;
        if (!isThere) throw Errors.ResourceNotFound(Arn);
    }
}
