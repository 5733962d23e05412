using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>$boolean</c>, <c>$not</c>, <c>$exists</c>, <c>$type</c>, <c>$error</c>, <c>$assert</c></summary>
internal static class Logic
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("boolean", "<x-:b>", 1, (machine, arguments) => arguments[0] is { } value ? JsonData.Of(Truth.Of(machine, value)) : null) { IsSimple = true },
        new("not", "<x-:b>", 1, (machine, arguments) => arguments[0] is { } value ? JsonData.Of(!Truth.Of(machine, value)) : null) { IsSimple = true },
        new("exists", "<x:b>", 1, (_, arguments) => JsonData.Of(arguments[0] is not null)) { IsSimple = true },
        new("type", "<x:s>", 1, (_, arguments) => Type(arguments[0])) { IsSimple = true },
        new("error", "<s?:x>", 1, (_, arguments) => throw new Fault("D3137") { Text = MessageIn(arguments, 0) ?? "$error() function evaluated" }),
        new("assert", "<bs?:x>", 2, Assert),
    ];

    private static JsonString? Type(object? value) => value switch
    {
        null => null,
        NonFinite odd => new JsonString(odd.IsNaN ? "object" : Numbers.IsNumeric(odd, out _) ? "number" : ""),
        _ => new JsonString(Kind.Word(value)),
    };

    private static object? Assert(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (Truth.IsSomething(arguments[0])) return null;
        throw new Fault("D3141") { Text = MessageIn(arguments, 1) ?? "$assert() statement failed" };
    }

    /// <summary>A message that was given; an empty one does not count.</summary>
    private static string? MessageIn(ReadOnlySpan<object?> arguments, int index) =>
        index < arguments.Length && arguments[index] is JsonString { Value.Length: > 0 } text ? text.Value : null;
}
