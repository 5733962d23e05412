using System.Globalization;
using System.Text;
using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>$replace</c></summary>
internal static class Replacer
{
    public static object? Replace(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        if (arguments[1] is JsonString { Value: "" }) throw new Fault("D3010") { Value = arguments[1], Index = 2 };
        var limit = Matching.Limit(arguments, 3, "D3011");
        if (limit == 0) return text;
        return arguments[1] is JsonString pattern
            ? ReplaceText(machine, text.Value, pattern.Value, arguments[2], limit)
            : ReplaceMatches(machine, text, arguments[1], arguments[2], limit);
    }

    private static JsonString ReplaceText(Machine machine, string text, string pattern, object? replacement, double limit)
    {
        var with = replacement is null ? "undefined" : Stringifier.Text(replacement, machine);
        var result = new StringBuilder();
        var start = 0;
        for (var count = 0; count < limit; count++)
        {
            var at = text.IndexOf(pattern, start, StringComparison.Ordinal);
            if (at < 0) break;
            machine.AllocateText(at - start + with.Length);
            result.Append(text, start, at - start).Append(with);
            start = at + pattern.Length;
        }
        machine.AllocateText(text.Length - start);
        return new JsonString(result.Append(text, start, text.Length - start).ToString());
    }

    private static JsonString ReplaceMatches(Machine machine, JsonString text, object? pattern, object? replacement, double limit)
    {
        var matcher = new Matcher(machine, pattern, text.Value);
        if (!matcher.First()) return text;

        var template = (replacement as JsonString)?.Value;
        Callback? callback = template is null ? new Callback(machine, replacement) : null;
        var result = new StringBuilder();
        var position = 0.0;
        var count = 0;
        for (var isMatch = true; isMatch && count < limit; isMatch = matcher.Next())
        {
            var before = result.Length;
            result.Append(Matching.Substring(text.Value, position, matcher.Start));
            if (template is not null) Expand(template, matcher, result);
            else result.Append(Called(callback!.Value, matcher));
            machine.AllocateText(result.Length - before);
            position = matcher.Start + (matcher.Value?.Length ?? 0);
            count++;
        }
        result.Append(Matching.Substring(text.Value, position, text.Value.Length));
        machine.AllocateText(text.Value.Length);
        return new JsonString(result.ToString());
    }

    private static string Called(Callback callback, Matcher matcher)
    {
        var value = callback.Invoke(1, matcher.ToValue());
        return value is JsonString text ? text.Value : throw new Fault("D3012") { Value = value };
    }

    /// <summary>Puts a match into a template: <c>$$</c> is a dollar, <c>$0</c> the match, <c>$1</c> and on its groups.</summary>
    private static void Expand(string template, Matcher matcher, StringBuilder result)
    {
        var groups = GroupsOf(matcher);
        var position = 0;
        for (var dollar = template.IndexOf('$'); dollar >= 0; dollar = position < template.Length ? template.IndexOf('$', position) : -1)
        {
            result.Append(template, position, dollar - position);
            position = dollar + 1;
            var next = position < template.Length ? template[position] : '\0';
            if (next == '$') result.Append('$');
            else if (next == '0') result.Append(matcher.Value ?? "undefined");
            if (next is '$' or '0') position++;
            else position += ExpandGroup(template, position, groups, result);
        }
        if (position < template.Length) result.Append(template, position, template.Length - position);
    }

    /// <summary>Puts in the group whose number starts at a place: as many digits as the number of groups has, or one fewer.</summary>
    /// <returns>How many characters of the template were used.</returns>
    private static int ExpandGroup(string template, int position, string?[] groups, StringBuilder result)
    {
        var digitsMax = groups.Length == 0 ? 1 : groups.Length.ToString(CultureInfo.InvariantCulture).Length;
        var number = NumberAt(template, position, digitsMax);
        if (digitsMax > 1 && number > groups.Length) number = NumberAt(template, position, digitsMax - 1);
        if (number is not { } group)
        {
            result.Append('$'); // no group: the dollar stands for itself
            return 0;
        }
        if (group >= 1 && group <= groups.Length) result.Append(groups[group - 1]);
        return group.ToString(CultureInfo.InvariantCulture).Length;
    }

    private static int? NumberAt(string template, int position, int digitsMax)
    {
        var end = position;
        while (end < template.Length && end - position < digitsMax && char.IsAsciiDigit(template[end])) end++;
        return end == position ? null : int.Parse(template.AsSpan(position, end - position), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static string?[] GroupsOf(Matcher matcher)
    {
        if (matcher.Regex is { } match)
        {
            var groups = new string?[match.GroupCount];
            for (var i = 0; i < groups.Length; i++) groups[i] = match.Group(i);
            return groups;
        }
        if (!Items.TryOf(matcher.Part("groups"), out var items)) return [];
        return [.. items.ToArray().Select(item => (item as JsonString)?.Value)];
    }
}
