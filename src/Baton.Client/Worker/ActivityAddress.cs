namespace Baton.Client.Worker;

/// <summary>The ARN of an activity: looked up or created when it is first needed, and again after the service has lost it.</summary>
internal sealed class ActivityAddress(StepFunctionsClient client, string nameOrArn, bool mayCreate)
{
    private readonly bool _isArn = nameOrArn.StartsWith("arn:", StringComparison.Ordinal);
    private string? _arn = nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? nameOrArn : null;

    public async Task<string> ArnAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _arn) is { } known) return known;
        // Pollers that come here together all ask; creating is idempotent, and they get the same answer.
        var found = mayCreate ? await CreateAsync(cancellationToken) : await FindAsync(cancellationToken);
        Volatile.Write(ref _arn, found);
        return found;
    }

    /// <summary>Says that the service does not have the activity (any more), so that the next poll creates it where that is allowed.</summary>
    public void IsMissing()
    {
        if (mayCreate) Volatile.Write(ref _arn, null);
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        var created = await client.CreateActivityAsync(new() { Name = nameOrArn[(nameOrArn.LastIndexOf(':') + 1)..] }, cancellationToken);
        return !_isArn || created.ActivityArn == nameOrArn
            ? created.ActivityArn
            : throw new InvalidOperationException($"Expected to create '{nameOrArn}', but the endpoint {client.Endpoint} created '{created.ActivityArn}': account or region differ.");
    }

    private async Task<string> FindAsync(CancellationToken cancellationToken)
    {
        await foreach (var activity in client.ListAllActivitiesAsync(cancellationToken))
            if (activity.Name == nameOrArn)
                return activity.ActivityArn;
        throw new InvalidOperationException($"{client.Endpoint} has no activity '{nameOrArn}' in {client.Region}, and this worker may not create it.");
    }
}
