using System.Buffers;
using System.Globalization;
using System.Text;

namespace Baton.Json;

/// <summary>Resolves the escapes of a string that the reader has checked.</summary>
internal static class JsonEscapes
{
    /// <summary>A lone surrogate is legal in JSON if it is escaped, and is kept.</summary>
    public static string Resolve(ReadOnlySpan<byte> escaped)
    {
        var units = ArrayPool<char>.Shared.Rent(escaped.Length);
        try
        {
            var length = 0;
            while (true)
            {
                var slash = escaped.IndexOf((byte)'\\');
                var plain = slash < 0 ? escaped : escaped[..slash];
                length += Encoding.UTF8.GetChars(plain, units.AsSpan(length));
                if (slash < 0) return new string(units, 0, length);
                units[length++] = Unit(escaped[(slash + 1)..], out var taken);
                escaped = escaped[(slash + 1 + taken)..];
            }
        }
        finally
        {
            ArrayPool<char>.Shared.Return(units);
        }
    }

    private static char Unit(ReadOnlySpan<byte> escape, out int taken)
    {
        taken = 1;
        switch (escape[0])
        {
            case (byte)'b': return '\b';
            case (byte)'f': return '\f';
            case (byte)'n': return '\n';
            case (byte)'r': return '\r';
            case (byte)'t': return '\t';
            case (byte)'u':
                taken = 5;
                return (char)ushort.Parse(escape[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default: return (char)escape[0];
        }
    }
}
