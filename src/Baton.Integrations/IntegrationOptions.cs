namespace Baton.Integrations;

/// <summary>Where services are. Set by whoever runs the server, never by a workflow.</summary>
public sealed class IntegrationOptions
{
    /// <summary>
    /// The base address of each service by its name in resource ARNs (<c>lambda</c>): <c>Baton__Endpoints__lambda=http://127.0.0.1:9001</c>
    /// in the environment. A service that is not here fails with an error that says so.
    /// </summary>
    public Dictionary<string, Uri> Endpoints { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>How long one call may take unless the state says less. Default 15 minutes, the longest that a Lambda function runs.</summary>
    public TimeSpan CallTimeMax { get; set; } = TimeSpan.FromMinutes(15);
}
