using System.Net;

namespace Baton.Server;

/// <summary>How a server is started.</summary>
public sealed record ServerOptions : ServiceOptions
{
    /// <summary>The address to listen on. Only loopback addresses are allowed, because requests are not authenticated yet.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port to listen on; 0 picks a free one.</summary>
    public int Port { get; init; } = 7070;
}
