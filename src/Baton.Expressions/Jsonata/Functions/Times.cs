using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>$now</c>, <c>$millis</c>, <c>$toMillis</c>, <c>$fromMillis</c>: the time is that of the evaluation.</summary>
internal static class Times
{
    public static IEnumerable<NativeFunction> Functions =>
    [
        new("now", "<s?s?:s>", 2, (machine, arguments) => Shown(machine, Now(machine), arguments[0], arguments[1])) { IsSimple = true },
        new("millis", "<:n>", 0, (machine, _) => Numbers.Of(Now(machine))) { IsSimple = true },
        new("toMillis", "<s-s?:n>", 2, ToMillis) { IsSimple = true },
        new("fromMillis", "<n-s?s?:s>", 3, FromMillis) { IsSimple = true },
    ];

    private static double Now(Machine machine) => machine.Context.Now.ToUnixTimeMilliseconds();

    private static JsonString Shown(Machine machine, double millis, object? picture, object? timezone)
    {
        var parsed = picture is JsonString text ? machine.Remember(text.Value, DateTimePicture.Parse) : DateTimePicture.Iso;
        return machine.MakeText(DateTimeFormatter.Format(machine, millis, parsed, (timezone as JsonString)?.Value));
    }

    private static object? ToMillis(Machine machine, ReadOnlySpan<object?> arguments)
    {
        if (arguments[0] is not JsonString text) return null;
        if (arguments[1] is not JsonString picture)
        {
            return IsoTimestamp.Parse(text.Value) is { } millis ? Numbers.Of(millis) : throw new Fault("D3110") { Value = text };
        }
        var matcher = machine.Remember(picture.Value, static picture => new DateTimeMatcher(DateTimePicture.Parse(picture)));
        return DateTimeParser.Parse(machine, text.Value, matcher) is { } parsed ? Numbers.Of(parsed) : null;
    }

    private static JsonString? FromMillis(Machine machine, ReadOnlySpan<object?> arguments) =>
        Numbers.TryGet(arguments[0], out var millis) ? Shown(machine, millis, arguments[1], arguments[2]) : null;
}
