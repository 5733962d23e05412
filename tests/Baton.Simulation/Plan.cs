using System.Globalization;

namespace Baton.Simulation;

/// <summary>What can go wrong in a run.</summary>
[Flags]
internal enum Faults
{
    None = 0,

    /// <summary>A commit fails with nothing written.</summary>
    Refused = 1 << 0,

    /// <summary>A commit fails because another one has written meanwhile.</summary>
    Conflict = 1 << 1,

    /// <summary>A commit leaves unknown whether it is durable; it is, or it is not.</summary>
    Broken = 1 << 2,

    /// <summary>The process ends in a commit, before or after it is durable.</summary>
    CrashInCommit = 1 << 3,

    /// <summary>The process ends between any two turns.</summary>
    Crash = 1 << 4,

    /// <summary>A commit takes two seconds.</summary>
    Slow = 1 << 5,

    /// <summary>A read fails, comes late or is old when it comes.</summary>
    Reads = 1 << 6,

    /// <summary>The process stops cleanly and starts again.</summary>
    Stop = 1 << 7,

    /// <summary>The wall clock is set forward or back.</summary>
    Jump = 1 << 8,

    /// <summary>Workers and functions fail, vanish, go away while they poll, or answer when nobody waits any more.</summary>
    Workers = 1 << 9,

    /// <summary>Requests, results and deliveries come twice, or in another order.</summary>
    Repeats = 1 << 10,

    All = (1 << 11) - 1,
}

/// <summary>What executions and clients do in a run.</summary>
[Flags]
internal enum Features
{
    None = 0,
    Activities = 1 << 0,
    Calls = 1 << 1,
    Jobs = 1 << 2,
    Waits = 1 << 3,
    Loops = 1 << 4,
    Parallel = 1 << 5,
    Map = 1 << 6,
    Nested = 1 << 7,
    MapRuns = 1 << 8,
    Express = 1 << 9,
    Redrive = 1 << 10,
    Stop = 1 << 11,
    Delete = 1 << 12,
    Versions = 1 << 13,
    Reads = 1 << 14,
    MachineTimeout = 1 << 15,
    All = (1 << 16) - 1,
}

/// <summary>
/// A run: everything in it follows from this. Each seed has some of the faults and features and leaves out others, so that what would hide behind a frequent
/// one is seen as well; and of its faults it has a few far more often than others do, so that what takes two of a kind at once is seen too.
/// </summary>
/// <param name="Steps">How many things are done before the faults end.</param>
/// <param name="Frequent">The faults that happen often.</param>
internal sealed record Plan(ulong Seed, int Steps, Faults Faults, Faults Frequent, Features Features)
{
    public const int StepsDefault = 350;

    private const double Share = 0.7;
    private const double FrequentShare = 0.2;

    public static Plan Of(ulong seed)
    {
        var chance = new Chance((seed * 0x9E3779B97F4A7C15) ^ 0x5EED);
        var faults = Some<Faults>(chance, Share) | (chance.Happens(0.5) ? Faults.Crash : Faults.CrashInCommit);
        var features = Some<Features>(chance, Share) | (chance.Happens(0.5) ? Features.Activities : Features.Calls);
        return new Plan(seed, StepsDefault, faults, Some<Faults>(chance, FrequentShare), features);
    }

    /// <summary>How to run it again.</summary>
    public override string ToString()
    {
        var whole = Of(Seed);
        var left = new List<string>();
        foreach (var fault in Each(whole.Faults & ~Faults)) left.Add($"{fault}");
        foreach (var feature in Each(whole.Features & ~Features)) left.Add($"{nameof(Features)}.{feature}");
        var steps = Steps == whole.Steps ? "" : string.Create(CultureInfo.InvariantCulture, $" --steps {Steps}");
        return string.Create(CultureInfo.InvariantCulture, $"1 {Seed}{steps}{(left.Count > 0 ? $" --without {string.Join(',', left)}" : "")}");
    }

    /// <summary>The plan without a fault, or without a feature where the name begins with <c>Features.</c></summary>
    /// <exception cref="ArgumentException">There is no such fault or feature.</exception>
    public Plan Without(string name) => name.Split('.') switch
    {
        [nameof(Features), var feature] => this with { Features = Features & ~Enum.Parse<Features>(feature) },
        _ => this with { Faults = Faults & ~Enum.Parse<Faults>(name) },
    };

    /// <summary>The flags of a value, one by one.</summary>
    public static IEnumerable<T> Each<T>(T flags)
        where T : struct, Enum =>
        Enum.GetValues<T>().Where(flag => int.PopCount(Convert.ToInt32(flag, CultureInfo.InvariantCulture)) == 1 && flags.HasFlag(flag));

    private static T Some<T>(Chance chance, double share)
        where T : struct, Enum
    {
        var some = 0;
        foreach (var flag in Enum.GetValues<T>())
        {
            var bit = Convert.ToInt32(flag, CultureInfo.InvariantCulture);
            if (int.PopCount(bit) == 1 && chance.Happens(share)) some |= bit;
        }
        return (T)Enum.ToObject(typeof(T), some);
    }
}
