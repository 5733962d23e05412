namespace Baton.Engine.Tests.MapRuns;

public sealed class MapRunToleranceTests
{
    [Theory]
    [InlineData(0, 10, null, null, false)]
    [InlineData(1, 10, null, null, true)]
    [InlineData(2, 10, 2L, null, false)]
    [InlineData(3, 10, 2L, null, true)]
    [InlineData(2, 10, null, 20.0, false)]
    [InlineData(2, 10, null, 19.9, true)]
    [InlineData(2, 10, 5L, 10.0, true)]
    [InlineData(2, 10, 1L, 50.0, true)]
    [InlineData(1, 10, null, 0.0, true)]
    [InlineData(9, null, null, 10.0, false)] // of how many is not known yet
    [InlineData(3, null, 2L, 90.0, true)]
    public void More_failures_than_either_bound_tolerates_are_too_many(int failed, int? total, long? count, double? percentage, bool isExceeded) =>
        Assert.Equal(isExceeded, MapRunTolerance.IsExceeded(failed, total, count, percentage));
}
