namespace Baton.Client.Worker;

/// <summary>Whether something works, and whether that is news: what goes on being broken is told once.</summary>
internal sealed class Condition
{
    private readonly Lock _lock = new();
    private string? _trouble;

    /// <returns>Whether it was well before, or had another trouble.</returns>
    public bool BreaksBy(string trouble)
    {
        lock (_lock)
        {
            var isNews = _trouble != trouble;
            _trouble = trouble;
            return isNews;
        }
    }

    /// <returns>Whether it was broken before.</returns>
    public bool Works()
    {
        lock (_lock)
        {
            var isNews = _trouble is not null;
            _trouble = null;
            return isNews;
        }
    }
}
