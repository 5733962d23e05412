using System.Globalization;
using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>A value that is known when the definition is written, or an expression that an execution computes it with.</summary>
/// <typeparam name="T">What the value is: a number, a text, a time span (whole seconds), a time.</typeparam>
/// <typeparam name="TLanguage">The language of the state.</typeparam>
public readonly struct Value<T, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private readonly T? _known;
    private readonly TLanguage? _expression;

    private Value(T? known, TLanguage? expression) => (_known, _expression) = (known, expression);

    public static implicit operator Value<T, TLanguage>(T known) => new(known, null);

    public static implicit operator Value<T, TLanguage>(TLanguage expression) => new(default, expression);

    internal void SetIn(JsonObject fields, string field)
    {
        if (_expression is { } expression) expression.SetIn(fields, field);
        else fields[field] = Node(field);
    }

    /// <summary>An object with the value as its only member, as templates have it.</summary>
    internal JsonNode? InTemplate(string name) => Template.Of<TLanguage>(new Dictionary<string, object?> { [name] = _expression ?? (object?)_known }, name);

    private JsonValue? Node(string field) => _known switch
    {
        TimeSpan span when span < TimeSpan.Zero || span.Ticks % TimeSpan.TicksPerSecond != 0 =>
            throw new ArgumentOutOfRangeException(field, span, "Expected whole seconds, 0 or more: the language has no finer ones."),
        TimeSpan span => JsonValue.Create((long)span.TotalSeconds),
        DateTimeOffset time => JsonValue.Create(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)),
        var known => JsonValue.Create(known),
    };
}
