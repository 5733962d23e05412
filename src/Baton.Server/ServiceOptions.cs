using Baton.Runtime;

namespace Baton.Server;

/// <summary>Where a service keeps what is durable.</summary>
public record ServiceOptions
{
    /// <summary>The folder of the embedded store, and of the logs; made if it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The PostgreSQL database that takes the place of the embedded store; null for what the configuration says (<c>Baton:Store</c>).</summary>
    public string? PostgresConnectionString { get; init; }

    /// <summary>Whether functions may be commands that the server starts, as <c>Baton:Functions:Hosted</c> can say too. Whoever reaches the server can then run programs as its user.</summary>
    public bool AllowsHostedFunctions { get; init; }

    /// <summary>ARNs of the activities whose workers live in this process and end with it: their tasks are handed out again at each start.</summary>
    public IReadOnlySet<string> LocalActivities { get; init; } = new HashSet<string>();

    /// <summary>Is told when thousands of executions wake up at once; null for nobody.</summary>
    public IWakeUpRush? Rush { get; init; }

    /// <summary>The time that executions live in; tests set it.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
