using System.Globalization;
using System.Text;
using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary>Values as Java prints and compares them, where that shows: in messages, in <c>concat</c>, in <c>States.Format</c>.</summary>
internal static class JavaText
{
    /// <summary><c>toString()</c>: an object is <c>{a=1, b=x}</c>, an array <c>[1, x]</c>, null <c>null</c>.</summary>
    public static string Of(JsonData value) => value switch
    {
        JsonString text => text.Value,
        JsonNumber number => Of(number),
        JsonArray or JsonObject => Append(new StringBuilder(), value).ToString(),
        _ => value.ToString(),
    };

    /// <summary>Whole numbers as they are; others as <c>Double.toString</c> prints them, <c>1.0E10</c> from ten million on and below a thousandth.</summary>
    public static string Of(JsonNumber number)
    {
        if (!IsFloating(number)) return number.Text == "-0" ? "0" : number.Text;
        var value = number.Value;
        var sign = double.IsNegative(value) ? "-" : "";
        var (digits, exponent) = Shortest(Math.Abs(value));
        return sign + exponent switch
        {
            >= -3 and < 0 => $"0.{new string('0', -exponent - 1)}{digits}",
            >= 0 and < 7 => $"{digits.PadRight(exponent + 2, '0')[..(exponent + 1)]}.{digits.PadRight(exponent + 2, '0')[(exponent + 1)..]}",
            _ => string.Create(CultureInfo.InvariantCulture, $"{digits[0]}.{(digits.Length > 1 ? digits[1..] : "0")}E{exponent}"),
        };
    }

    /// <summary>The class of a value as json-smart reads it.</summary>
    public static string ClassOf(JsonData value) => value switch
    {
        JsonString => "java.lang.String",
        JsonBoolean => "java.lang.Boolean",
        JsonArray => "net.minidev.json.JSONArray",
        JsonObject => "java.util.LinkedHashMap",
        JsonNumber number when IsFloating(number) => "java.lang.Double",
        JsonNumber number when number.TryGetInt64(out var whole) => whole is >= int.MinValue and <= int.MaxValue ? "java.lang.Integer" : "java.lang.Long",
        JsonNumber => "java.math.BigInteger",
        _ => "null",
    };

    /// <summary><c>equals</c>: like JSON equality, but <c>1</c> and <c>1.0</c> differ.</summary>
    public static bool AreEqual(JsonData left, JsonData right)
    {
        switch (left, right)
        {
            case (JsonNumber a, JsonNumber b): return IsFloating(a) == IsFloating(b) && (IsFloating(a) ? a.Value.Equals(b.Value) : Of(a) == Of(b));
            case (JsonArray a, JsonArray b):
                if (a.Count != b.Count) return false;
                for (var i = 0; i < a.Count; i++)
                {
                    if (!AreEqual(a[i], b[i])) return false;
                }
                return true;
            case (JsonObject a, JsonObject b):
                if (a.Count != b.Count) return false;
                foreach (var (name, value) in a)
                {
                    if (!b.TryGet(name, out var other) || !AreEqual(value, other)) return false;
                }
                return true;
            default: return left.Equals(right);
        }
    }

    private static bool IsFloating(JsonNumber number) => number.Text.AsSpan().ContainsAny('.', 'e', 'E');

    /// <summary>The fewest digits that read back to the value, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = string.Concat(value.ToString("R", CultureInfo.InvariantCulture).TakeWhile(c => c != 'E').Where(char.IsAsciiDigit)).Trim('0');
        return digits.Length == 0 ? ("0", 0) : (digits, exponent);
    }

    private static StringBuilder Append(StringBuilder output, JsonData value)
    {
        switch (value)
        {
            case JsonArray items:
                output.Append('[');
                for (var i = 0; i < items.Count; i++) Append(output.Append(i > 0 ? ", " : ""), items[i]);
                return output.Append(']');
            case JsonObject owner:
                output.Append('{');
                for (var i = 0; i < owner.Count; i++)
                {
                    output.Append(i > 0 ? ", " : "").Append(owner.Properties[i].Key).Append('=');
                    Append(output, owner.Properties[i].Value);
                }
                return output.Append('}');
            default: return output.Append(Of(value));
        }
    }
}
