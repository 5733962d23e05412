namespace Baton.Engine;

/// <summary>How many items of a Map Run may fail.</summary>
public static class MapRunTolerance
{
    public const string ExceededCause = "The specified tolerated failure threshold was exceeded";

    /// <summary>Whether more items have failed than either bound tolerates; without a bound, none may.</summary>
    /// <param name="failed">The items of children that failed or took too long.</param>
    /// <param name="total">All items; null while it is not known how many there are, and the percentage cannot tell.</param>
    /// <param name="count">How many may fail; null where only the percentage decides.</param>
    /// <param name="percentage">How many may fail, in percent; null where only the count decides.</param>
    public static bool IsExceeded(long failed, long? total, long? count, double? percentage) =>
        failed > 0 && ((count is null && percentage is null) || failed > count || failed * 100.0 / total > percentage);
}
