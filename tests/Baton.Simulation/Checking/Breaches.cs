namespace Baton.Simulation.Checking;

/// <summary>What must not be and is.</summary>
internal sealed class Breaches(Func<DateTimeOffset> now)
{
    private const int Max = 20;

    private readonly List<Breach> _all = [];

    public IReadOnlyList<Breach> All => _all;

    public void Add(string rule, string text)
    {
        if (_all.Count < Max) _all.Add(new Breach(rule, now(), text)); // the first ones tell
    }
}

/// <param name="Rule">One word for what was broken.</param>
/// <param name="At">The simulated time.</param>
internal sealed record Breach(string Rule, DateTimeOffset At, string Text)
{
    public override string ToString() => $"[{Rule}] {At:yyyy-MM-dd HH:mm:ss.fff} {Text}";
}
