using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Functions on strings that need no matching.</summary>
internal static class Text
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("string", "<x-b?:s>", 1, ToText) { IsSimple = true, HasDefault = true },
        new("length", "<s-:n>", 1, (_, arguments) => arguments[0] is JsonString text ? Numbers.OfInt(CodePoints.Count(text.Value)) : null) { IsSimple = true },
        new("substring", "<s-nn?:s>", 3, Substring) { IsSimple = true },
        new("substringBefore", "<s-s:s>", 2, (machine, arguments) => Around(machine, arguments, isBefore: true)) { IsSimple = true },
        new("substringAfter", "<s-s:s>", 2, (machine, arguments) => Around(machine, arguments, isBefore: false)) { IsSimple = true },
        new("lowercase", "<s-:s>", 1, (machine, arguments) => Map(machine, arguments[0], LetterCase.Lower)) { IsSimple = true },
        new("uppercase", "<s-:s>", 1, (machine, arguments) => Map(machine, arguments[0], LetterCase.Upper)) { IsSimple = true },
        new("trim", "<s-:s>", 1, (machine, arguments) => Map(machine, arguments[0], Trim)) { IsSimple = true },
        new("pad", "<s-ns?:s>", 3, Pad) { IsSimple = true },
        new("join", "<a<s>s?:s>", 2, Join) { IsSimple = true },
    ];

    private static JsonString? Map(Machine machine, object? value, Func<string, string> function)
    {
        if (value is not JsonString text) return null;
        machine.AllocateText(text.Value.Length);
        var result = function(text.Value);
        return ReferenceEquals(result, text.Value) ? text : new JsonString(result);
    }

    private static JsonString? ToText(Machine machine, ReadOnlySpan<object?> arguments)
    {
        var value = arguments[0];
        if (value is null or JsonString) return (JsonString?)value;
        var isPretty = arguments.Length > 1 && arguments[1] is JsonBoolean { Value: true };
        return new JsonString(isPretty ? Stringifier.Pretty(value, machine) : Stringifier.Text(value, machine));
    }

    private static JsonString? Substring(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        var count = CodePoints.Count(text.Value);
        var start = Numbers.TryGet(arguments[1], out var given) ? given : 0;
        if (count + start < 0) start = 0;
        var end = (double)count;
        if (Numbers.TryGet(arguments[2], out var length))
        {
            if (length <= 0) return new JsonString("");
            end = start >= 0 ? start + length : count + start + length;
        }
        var from = Place(start, count);
        var to = Place(end, count);
        if (from == 0 && to == count) return text;
        return machine.MakeText(from < to ? CodePoints.Slice(text.Value, count, from, to) : "");
    }

    /// <summary>A place as ECMAScript's slice takes it: cut to a whole number, from the end if negative, inside the text.</summary>
    private static int Place(double place, int count)
    {
        if (double.IsNaN(place)) return 0;
        place = Math.Truncate(place);
        return (int)Math.Clamp(place < 0 ? count + place : place, 0, count);
    }

    private static JsonString? Around(Machine machine, ReadOnlySpan<object?> arguments, bool isBefore)
    {
        if (arguments[0] is not JsonString text) return null;
        var mark = arguments[1] is JsonString given ? given.Value : "undefined"; // what ECMAScript makes of nothing
        var place = text.Value.IndexOf(mark, StringComparison.Ordinal);
        if (place < 0) return text;
        return machine.MakeText(isBefore ? text.Value[..place] : text.Value[(place + mark.Length)..]);
    }

    /// <summary>Runs of white space become one space; those at the ends go.</summary>
    private static string Trim(string text)
    {
        var words = text.Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 1 && words[0].Length == text.Length ? text : string.Join(' ', words);
    }

    private static JsonString? Pad(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        var filler = arguments[2] is JsonString { Value.Length: > 0 } given ? given.Value : " ";
        var width = Numbers.TryGet(arguments[1], out var number) ? number : double.NaN;
        var missing = Math.Abs(width) - CodePoints.Count(text.Value);
        if (double.IsNaN(missing) || missing <= 0) return text;
        if (Math.Floor(missing) != missing || missing > uint.MaxValue - 1) throw JsonataErrors.PadWidth();

        machine.AllocateText((long)missing * 2 + text.Value.Length);
        var padding = CodePoints.Repeat(filler, (int)missing);
        return new JsonString(width > 0 ? text.Value + padding : padding + text.Value);
    }

    private static JsonString? Join(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (!Items.TryOf(arguments[0], out var items)) return null;
        var separator = arguments[1] is JsonString given ? given.Value : "";
        var parts = new string[items.Count];
        var length = (long)separator.Length * Math.Max(0, items.Count - 1);
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = items[i] is JsonString text ? text.Value : "";
            length += parts[i].Length;
        }
        machine.Spend(parts.Length);
        machine.AllocateText(length);
        return new JsonString(string.Join(separator, parts));
    }
}
