namespace Baton.Integrations.Outgoing;

/// <summary>Where calls may go whose address comes from a workflow's data. Set by whoever runs the server.</summary>
public sealed class OutgoingOptions
{
    /// <summary>
    /// Addresses that are open although they are not public (<c>Baton__Outgoing__Allow=127.0.0.1:8080,10.1.0.0/16</c>). Any port and plain HTTP are allowed
    /// there. A metadata address, and the port of this server itself, are opened by an entry that names just them. Default none.
    /// </summary>
    public IList<AllowedTarget> Allow { get; } = [];

    /// <summary>How long connecting may take, the look-up of the name included. Default 10 s.</summary>
    public TimeSpan ConnectTimeMax { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest headers that an answer may have, in KiB. Default 64.</summary>
    public int ResponseHeadersKiBMax { get; set; } = 64;

    /// <summary>The port that this server itself listens on; 0 while it does not.</summary>
    public int OwnPort { get; set; }
}
