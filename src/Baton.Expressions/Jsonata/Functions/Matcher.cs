using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Walks over the matches of something that matches strings: a regular expression, or a function that answers like one with
/// <c>match</c>, <c>start</c>, <c>end</c>, <c>groups</c> and <c>next</c>.
/// </summary>
internal sealed class Matcher
{
    private readonly Machine _machine;
    private readonly string _text;
    private readonly RegexFunction? _regex;
    private object? _function;

    public Matcher(Machine machine, object? function, string text)
    {
        _machine = machine;
        _text = text;
        while (function is WrappedFunction wrapped) function = wrapped.Inner;
        _regex = function as RegexFunction;
        _function = function;
    }

    /// <summary>The current match as an object; null after the last one, or before it is asked for.</summary>
    public object? Current { get; private set; }

    /// <summary>The current match of a regular expression; null where something else matches.</summary>
    public RegexMatch? Regex { get; private set; }

    /// <summary>What the current match took; null where a matcher gave none.</summary>
    public string? Value => Regex is not null ? Regex.Value : (Part("match") as JsonString)?.Value;

    public double Start => Regex?.Start ?? Place("start");

    public double End => Regex?.End ?? Place("end");

    /// <summary>Goes to the first match.</summary>
    public bool First()
    {
        if (_regex is null) return Accept(_machine.Apply(_function, [new JsonString(_text)], JsonData.Null));
        Regex = _regex.Find(_machine, _text, 0);
        return Regex is not null;
    }

    /// <summary>Goes to the next match.</summary>
    public bool Next()
    {
        if (_regex is null)
        {
            _function = Part("next");
            return Accept(_machine.Apply(_function, [null], JsonData.Null));
        }
        Regex = _regex.FindNext(_machine, _text);
        return Regex is not null;
    }

    /// <summary>The current match as functions that replace see it.</summary>
    public object? ToValue() => Regex is null ? Current : Regex.ToObject(_machine, "start");

    /// <summary>A property of what a matcher answered with.</summary>
    public object? Part(string name) => Properties.TryGet(Current, name, out var value) ? value : null;

    private double Place(string name) => Numbers.TryGet(Part(name), out var number) ? number : double.NaN;

    private bool Accept(object? match)
    {
        Current = match;
        if (match is null) return false;
        if (!Truth.IsSomething(match) || Part("start") is JsonNumber || Part("groups") is JsonArray or ListValue || Part("next") is Function) return true;
        throw new Fault("T1010");
    }
}
