using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>$contains</c>, <c>$match</c>, <c>$split</c>, <c>$replace</c></summary>
internal static class Matching
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("match", "<s-f<s:o>n?:a<o>>", 3, Match),
        new("contains", "<s-(sf):b>", 2, Contains),
        new("split", "<s-(sf)n?:a<s>>", 3, Split),
        new("replace", "<s-(sf)(sf)n?:s>", 4, Replacer.Replace),
    ];

    /// <summary>The limit that was given, infinite where none was; a negative one is a fault.</summary>
    public static double Limit(ReadOnlySpan<object?> arguments, int index, string code)
    {
        if (!Numbers.TryGet(arguments[index], out var limit)) return double.PositiveInfinity;
        return limit < 0 ? throw new Fault(code) { Value = arguments[index], Index = index + 1 } : limit;
    }

    private static ListValue? Match(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        var limit = Limit(arguments, 2, "D3040");
        var result = ListValue.Sequence();
        var matcher = new Matcher(machine, arguments[1], text.Value);
        for (var isMatch = limit > 0 && matcher.First(); isMatch && result.Count < limit; isMatch = matcher.Next()) result.Add(machine, Shown(matcher, machine));
        return result;
    }

    private static ObjectValue Shown(Matcher matcher, Machine machine)
    {
        if (matcher.Regex is not null) return matcher.Regex.ToObject(machine, "index");
        machine.Allocate(160);
        var shown = new ObjectValue(3);
        shown.Set("match", matcher.Part("match"));
        shown.Set("index", matcher.Part("start"));
        shown.Set("groups", matcher.Part("groups"));
        return shown;
    }

    private static JsonData? Contains(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        if (arguments[1] is JsonString token) return JsonData.Of(text.Value.Contains(token.Value, StringComparison.Ordinal));
        return JsonData.Of(new Matcher(machine, arguments[1], text.Value).First());
    }

    private static ListValue? Split(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString { Value: var text }) return null;
        var limit = Limit(arguments, 2, "D3020");
        if (limit == 0) return new ListValue();
        return arguments[1] is JsonString separator ? SplitAt(machine, text, separator.Value, limit) : SplitByMatches(machine, text, arguments[1], limit);
    }

    private static ListValue SplitAt(Machine machine, string text, string separator, double limit)
    {
        var result = new ListValue();
        var most = double.IsFinite(limit) ? (uint)(ulong)Math.Truncate(limit) : uint.MaxValue; // as ECMAScript takes it, modulo 2^32
        machine.Spend(text.Length / 16);
        if (separator.Length == 0)
        {
            for (var i = 0; i < text.Length && i < most; i++) result.Add(machine, machine.MakeText(text[i].ToString()));
            return result;
        }
        for (var start = 0; result.Count < most;)
        {
            var end = text.IndexOf(separator, start, StringComparison.Ordinal);
            result.Add(machine, machine.MakeText(end < 0 ? text[start..] : text[start..end]));
            if (end < 0) break;
            start = end + separator.Length;
        }
        return result;
    }

    private static ListValue SplitByMatches(Machine machine, string text, object? separator, double limit)
    {
        var result = new ListValue();
        var matcher = new Matcher(machine, separator, text);
        if (!matcher.First())
        {
            result.Add(machine, new JsonString(text));
            return result;
        }
        var start = 0.0;
        for (var isMatch = true; isMatch && result.Count < limit; isMatch = matcher.Next())
        {
            result.Add(machine, machine.MakeText(Substring(text, start, matcher.Start)));
            start = matcher.End;
        }
        if (result.Count < limit) result.Add(machine, machine.MakeText(Substring(text, start, text.Length)));
        return result;
    }

    /// <summary>ECMAScript's substring: both places inside the text, the smaller one first.</summary>
    public static string Substring(string text, double from, double to)
    {
        var start = Inside(from, text);
        var end = Inside(to, text);
        return start <= end ? text[start..end] : text[end..start];
    }

    private static int Inside(double place, string text) => double.IsNaN(place) ? 0 : (int)Math.Clamp(Math.Truncate(place), 0, text.Length);
}
