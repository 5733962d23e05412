using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;

namespace Baton.Integrations.Outgoing;

/// <summary>What kind of place an address leads to. Facts of the IANA registries of special-purpose addresses; nothing here depends on settings.</summary>
internal static class AddressRules
{
    /// <summary>Where clouds tell a machine its own credentials: named singly, because an allowed range that holds one by chance must not open it.</summary>
    private static readonly FrozenSet<IPAddress> Metadata = new[]
    {
        "169.254.169.254", "169.254.170.2", "169.254.170.23", // AWS (machines, containers, pods), Azure, Google, and most others
        "fd00:ec2::254", "fd00:ec2::23",
        "fd20:ce::254", // Google over IPv6
        "100.100.100.200", // Alibaba
        "192.0.0.192", // Oracle
        "168.63.129.16", // Azure's host, a public address
    }.Select(IPAddress.Parse).ToFrozenSet();

    private static readonly (IPNetwork Network, string Kind)[] V4 =
    [
        Range("0.0.0.0/8", "unspecified"), Range("10.0.0.0/8", "private"), Range("100.64.0.0/10", "shared (carrier-grade NAT)"), Range("127.0.0.0/8", "loopback"),
        Range("169.254.0.0/16", "link-local"), Range("172.16.0.0/12", "private"), Range("192.0.0.0/24", "protocol assignment"), Range("192.0.2.0/24", "documentation"),
        Range("192.88.99.0/24", "6to4 relay"), Range("192.168.0.0/16", "private"), Range("198.18.0.0/15", "benchmarking"), Range("198.51.100.0/24", "documentation"),
        Range("203.0.113.0/24", "documentation"), Range("224.0.0.0/4", "multicast"), Range("240.0.0.0/4", "reserved or broadcast"),
    ];

    /// <summary>The first that holds an address names it. Only what is left of 2000::/3 is public.</summary>
    private static readonly (IPNetwork Network, string Kind)[] V6 =
    [
        Range("::/128", "unspecified"), Range("::1/128", "loopback"), Range("::ffff:0:0/96", "IPv4-mapped"), Range("::/96", "IPv4-compatible"), Range("::ffff:0:0:0/96", "IPv4-translated"),
        Range("64:ff9b::/96", "NAT64"), Range("64:ff9b:1::/48", "NAT64"), Range("2001::/32", "Teredo"), Range("2001::/23", "protocol assignment"), Range("2001:db8::/32", "documentation"),
        Range("2002::/16", "6to4"), Range("3fff::/20", "documentation"), Range("fc00::/7", "private (unique local)"), Range("fe80::/10", "link-local"), Range("fec0::/10", "site-local"),
        Range("ff00::/8", "multicast"),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address, as it is written, begins like a network. <see cref="IPNetwork.Contains"/> takes an IPv4-mapped address for the IPv4 one, which hides what it is.</summary>
    public static bool IsIn(IPAddress address, IPNetwork network)
    {
        if (address.AddressFamily != network.BaseAddress.AddressFamily) return false;
        Span<byte> bytes = stackalloc byte[16], start = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        network.BaseAddress.TryWriteBytes(start, out _);
        var (whole, rest) = Math.DivRem(network.PrefixLength, 8);
        return bytes[..whole].SequenceEqual(start[..whole]) && (rest == 0 || (bytes[whole] ^ start[whole]) >> (8 - rest) == 0);
    }

    public static bool IsMetadata(IPAddress address) => Metadata.Contains(address);

    /// <summary>What an address is instead of a public one, as a word for a sentence; null for a public address.</summary>
    public static string? KindOf(IPAddress address)
    {
        if (IsMetadata(address)) return "metadata";
        if (address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 }) return "link-local";
        foreach (var (network, kind) in address.AddressFamily == AddressFamily.InterNetwork ? V4 : V6)
        {
            if (IsIn(address, network)) return kind;
        }
        return address.AddressFamily == AddressFamily.InterNetwork || IsIn(address, GlobalUnicast) ? null : "reserved";
    }

    /// <summary>The IPv4 address that an IPv6 one stands for (mapped, compatible, translated, NAT64, 6to4, Teredo); null where it stands for itself.</summary>
    public static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return null;
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        switch (V6.FirstOrDefault(range => IsIn(address, range.Network)).Kind)
        {
            case "IPv4-mapped" or "IPv4-compatible" or "IPv4-translated" or "NAT64":
                return new IPAddress(bytes[12..]);
            case "6to4":
                return new IPAddress(bytes[2..6]);
            case "Teredo":
                foreach (ref var part in bytes[12..]) part = (byte)~part; // the client's address, hidden from translators
                return new IPAddress(bytes[12..]);
            default:
                return null;
        }
    }

    private static (IPNetwork Network, string Kind) Range(string network, string kind) => (IPNetwork.Parse(network), kind);
}
