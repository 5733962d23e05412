using Baton.Json;

namespace Baton.Language.Parsing;

/// <summary>Numbers that stand in a definition.</summary>
internal static class NumberRules
{
    public static bool IsInteger(ObjectReader at, string field, JsonData value, long min, long max)
    {
        if (value is not JsonNumber { IsInteger: true } number)
        {
            at.Error(field, Texts.NotInteger);
            return false;
        }
        return IsBetween(at, field, number.Value, min, max);
    }

    public static bool IsNumber(ObjectReader at, string field, JsonData value, double min, double max)
    {
        if (value is JsonNumber number) return IsBetween(at, field, number.Value, min, max);
        at.Error(field, Texts.Expected("NUMBER"));
        return false;
    }

    private static bool IsBetween(ObjectReader at, string field, double value, double min, double max)
    {
        if (value >= min && value <= max) return true;
        at.Error(field, value < min ? Texts.Minimum(min) : Texts.Maximum(max));
        return false;
    }
}
