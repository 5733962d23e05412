using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>A regular expression as a function: of a string, the first match with a function that gives the next one.</summary>
internal sealed class RegexFunction(RegexProgram program, int position) : Function
{
    private int _lastIndex;

    public override int Arity => 2;

    public override bool CountsAsObject => false;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        var text = arguments.Length > 0 && arguments[0] is JsonString given ? given.Value : ToText(arguments.Length > 0 ? arguments[0] : null, machine);
        var from = arguments.Length > 1 && Numbers.TryGet(arguments[1], out var index) && index > 0 ? (int)Math.Min(index, int.MaxValue) : 0;
        return Match(machine, text, from);
    }

    /// <summary>The match at or after a place; null where there is none.</summary>
    public RegexMatch? Find(Machine machine, string text, int from)
    {
        var groups = new RegexMatcher(program, text, machine).Find(from);
        _lastIndex = groups is null ? 0 : groups[1];
        return groups is null ? null : new RegexMatch(text, groups);
    }

    /// <summary>The match after the last one; null where the text is at its end.</summary>
    /// <exception cref="Fault">It would be an empty one, and the search would not come to an end.</exception>
    public RegexMatch? FindNext(Machine machine, string text)
    {
        if (_lastIndex >= text.Length) return null;
        var next = Find(machine, text, _lastIndex);
        if (next is { Length: 0 }) throw new Fault("D1004") { Position = position, Value = new JsonString(program.Source) };
        return next;
    }

    private static string ToText(object? value, Machine machine) => value is null ? "undefined" : Stringifier.Text(value, machine);

    private ObjectValue? Match(Machine machine, string text, int from) => Find(machine, text, from) is { } match ? ToObject(machine, match) : null;

    private ObjectValue ToObject(Machine machine, RegexMatch match)
    {
        var value = match.ToObject(machine, "start");
        value.Set("next", new NextMatchFunction(next => FindNext(next, match.Text) is { } found ? ToObject(next, found) : null));
        return value;
    }
}
