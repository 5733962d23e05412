using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>The numbers that say how a Map runs.</summary>
internal static class MapSettings
{
    /// <summary>How many iterations may run at once; 0 is no limit.</summary>
    public static int MaxConcurrency(StateScope scope, MapState state, JsonData input)
    {
        if (state.MaxConcurrency is not { } source) return 0;
        var value = Number(scope, source, input, "integer", wholeOnly: true);
        if (value < 0) throw Failures.Runtime(scope, "MaxConcurrency cannot be negative.");
        return (int)Math.Min(value, int.MaxValue);
    }

    /// <summary>Reads how many failures are tolerated, and refuses what cannot be.</summary>
    public static void CheckTolerance(StateScope scope, MapState state, JsonData input)
    {
        if (state.ToleratedFailurePercentage is { } percentage && Number(scope, percentage, input, "float", wholeOnly: false) is < 0 or > 100)
        {
            throw Failures.Runtime(scope, "ToleratedFailurePercentage must be between 0 and 100.");
        }
        if (state.ToleratedFailureCount is { } count && Number(scope, count, input, "integer", wholeOnly: true) < 0)
        {
            throw Failures.Runtime(scope, "ToleratedFailureCount cannot be negative.");
        }
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
