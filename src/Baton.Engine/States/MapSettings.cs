using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>The numbers that say how a Map runs.</summary>
internal static class MapSettings
{
    private const long ItemsMax = 100_000_000;

    /// <summary>How many iterations may run at once; 0 is no limit.</summary>
    public static int MaxConcurrency(StateScope scope, MapState state, JsonData input)
    {
        if (state.MaxConcurrency is not { } source) return 0;
        var value = Number(scope, source, input, "integer", wholeOnly: true);
        if (value < 0) throw Failures.Runtime(scope, "MaxConcurrency cannot be negative.");
        return (int)Math.Min(value, int.MaxValue);
    }

    public static double? ToleratedFailurePercentage(StateScope scope, MapState state, JsonData input)
    {
        if (state.ToleratedFailurePercentage is not { } source) return null;
        var percentage = Number(scope, source, input, "float", wholeOnly: false);
        return percentage is < 0 or > 100 ? throw Failures.Runtime(scope, "ToleratedFailurePercentage must be between 0 and 100.") : percentage;
    }

    public static long? ToleratedFailureCount(StateScope scope, MapState state, JsonData input)
    {
        if (state.ToleratedFailureCount is not { } source) return null;
        var count = Number(scope, source, input, "integer", wholeOnly: true);
        return count < 0 ? throw Failures.Runtime(scope, "ToleratedFailureCount cannot be negative.") : (long)count;
    }

    /// <summary>How many items a reader reads at most; null, as 0 says too, for all. What is negative is for the reader to refuse.</summary>
    public static long? MaxItems(StateScope scope, ValueSource source, JsonData input)
    {
        var count = Number(scope, source, input, "integer", wholeOnly: true);
        return count == 0 ? null : (long)Math.Clamp(count, -1, ItemsMax);
    }

    public static long? BatchBound(StateScope scope, ValueSource? source, JsonData input)
    {
        if (source is null) return null;
        var bound = Number(scope, source, input, "integer", wholeOnly: true);
        return bound < 1 ? throw Failures.Runtime(scope, $"The batch bound {bound} is not positive.") : (long)bound;
    }

    private static double Number(StateScope scope, ValueSource source, JsonData input, string kind, bool wholeOnly)
    {
        var value = Values.Read(scope, source, input);
        if (value is JsonNumber number && (number.IsInteger || !wholeOnly)) return number.Value;
        throw source is ValueSource.Path path
            ? Failures.Runtime(scope, $"The {path.Field} field refers to value \"{Values.Plain(value)}\" which is not a valid {kind}: {path.Selector.Text}")
            : Values.WrongType(scope, source, kind, value);
    }
}
