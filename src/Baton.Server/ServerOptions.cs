using System.Net;

namespace Baton.Server;

/// <summary>How a server is started.</summary>
public sealed record ServerOptions
{
    /// <summary>The folder of the embedded store, and of the logs; made if it is missing.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The PostgreSQL database that takes the place of the embedded store; null for what the configuration says (<c>Baton:Store</c>).</summary>
    public string? PostgresConnectionString { get; init; }

    /// <summary>Whether functions may be commands that the server starts, as <c>Baton:Functions:Hosted</c> can say too. Whoever reaches the server can then run programs as its user.</summary>
    public bool AllowsHostedFunctions { get; init; }

    /// <summary>The address to listen on. Only loopback addresses are allowed, because requests are not authenticated yet.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 picks a free one.</summary>
    public int Port { get; init; } = 7070;

    /// <summary>The time that executions live in; tests set it.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
