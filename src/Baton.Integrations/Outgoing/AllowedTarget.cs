using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace Baton.Integrations.Outgoing;

/// <summary>Addresses that the operator opens to outgoing calls: <c>10.1.0.0/16</c>, <c>127.0.0.1</c>, <c>127.0.0.1:8080</c>, <c>[::1]:8080</c>.</summary>
/// <param name="Network">The addresses.</param>
/// <param name="Port">The only port that is opened; null for all.</param>
public sealed record AllowedTarget(IPNetwork Network, int? Port)
{
    /// <summary>Whether it names one address, and not a range.</summary>
    public bool IsSingle => Network.PrefixLength == Network.BaseAddress.GetAddressBytes().Length * 8;

    public static bool TryParse(string text, [NotNullWhen(true)] out AllowedTarget? target)
    {
        target = null;
        if (IPNetwork.TryParse(text, out var network))
        {
            if (!network.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return false;
            target = new AllowedTarget(network, null);
            return true;
        }
        var (address, port) = Split(text);
        if (!IPAddress.TryParse(address, out var single) || !single.ToString().Equals(address, StringComparison.OrdinalIgnoreCase)) return false; // no other spelling: it would be taken for another address
        if (port is not null && !(int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65_535)) return false;
        target = new AllowedTarget(new IPNetwork(single, single.GetAddressBytes().Length * 8), port is null ? null : int.Parse(port, CultureInfo.InvariantCulture));
        return true;
    }

    public bool Holds(IPAddress address, int port) => AddressRules.IsIn(address, Network) && (Port is null || Port == port);

    private static (string Address, string? Port) Split(string text)
    {
        if (text.StartsWith('['))
        {
            var end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0) return (text, null);
            return (text[1..end], end + 1 == text.Length ? null : text[end + 1] == ':' ? text[(end + 2)..] : "");
        }
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && colon == text.LastIndexOf(':') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }
}
