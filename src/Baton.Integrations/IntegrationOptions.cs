using Baton.Client;
using Baton.Integrations.Aws;

namespace Baton.Integrations;

/// <summary>Where services are and how they are called. Set by whoever runs the server, never by a workflow.</summary>
public sealed class IntegrationOptions
{
    /// <summary>The entry of <see cref="Endpoints"/> for every service that has none of its own.</summary>
    public const string AnyService = "default";

    /// <summary>
    /// The base address of each service by its name in resource ARNs (<c>lambda</c>): <c>Baton__Endpoints__lambda=http://127.0.0.1:9001</c>
    /// in the environment, <c>default</c> for all others. A service that is not here fails with an error that says so.
    /// </summary>
    public Dictionary<string, Uri> Endpoints { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Services beyond those that Baton knows, or other facts about those, by their names in resource ARNs (<c>Baton:Services:NAME</c>).</summary>
    public Dictionary<string, AwsService> Services { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of a service which tasks can call.</summary>
    public bool IsService(string name) => name.Equals(AnyService, StringComparison.OrdinalIgnoreCase) || Services.ContainsKey(name) || AwsServices.IsKnown(name);

    /// <summary>What requests are signed with (<c>AWS_ACCESS_KEY_ID</c> and the like). Default none: emulators take any signature.</summary>
    public AwsCredentials? Credentials { get; set; }

    /// <summary>The region that requests are signed for (<c>AWS_REGION</c>). Default that of the execution.</summary>
    public string? Region { get; set; }

    /// <summary>How long a function may run. Default 15 minutes, the longest that Lambda allows.</summary>
    public TimeSpan FunctionTimeMax { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a service may take to answer. Default 75 s: longer than the longest poll of a queue or an activity.</summary>
    public TimeSpan ServiceTimeMax { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>How often a job of a <c>.sync</c> task is looked at. Default 5 s.</summary>
    public TimeSpan JobPollInterval { get; set; } = TimeSpan.FromSeconds(5);
}
