using System.Buffers.Text;
using System.Globalization;

namespace Baton.Load;

/// <summary>The payload of all work: 102 bytes of JSON that carry a number, which comes back with the result.</summary>
internal static class Orders
{
    /// <summary>The payload with a number.</summary>
    public static string Of(int number) =>
        string.Create(CultureInfo.InvariantCulture, $$"""{"id":"order-{{number:000000000000}}","status":"ok","amount":1234.5,"note":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}""");

    /// <summary>The number in a payload, which may be the text of a JSON string.</summary>
    /// <exception cref="InvalidOperationException">The payload has none.</exception>
    public static int NumberIn(ReadOnlySpan<byte> payload)
    {
        var at = payload.IndexOf("order-"u8);
        return at >= 0 && Utf8Parser.TryParse(payload[(at + 6)..], out int number, out _) ? number : throw new InvalidOperationException("A payload carries no number.");
    }
}
