using System.ComponentModel.DataAnnotations;
using Baton.Engine;
using Baton.Runtime.Connections;

namespace Baton.Runtime;

/// <summary>How the runtime behaves. The defaults are right for one machine.</summary>
public sealed class RuntimeOptions
{
    /// <summary>Longer than any task of the language may take, and short enough to be added to any time of a task.</summary>
    private static readonly TimeSpan LocalOwed = TimeSpan.FromDays(36_500);

    /// <summary>The limits of the language and service. AWS's own by default.</summary>
    public EngineLimits Limits { get; set; } = EngineLimits.Default;

    /// <summary>What the secrets of connections are encrypted with. Default none: no connections are kept.</summary>
    public SecretKeys? Secrets { get; set; }

    /// <summary>How many executions are kept in memory; others are read again when something happens to them. Default 20,000.</summary>
    [Range(64, 10_000_000)]
    public int HotExecutionsMax { get; set; } = 20_000;

    /// <summary>How many calls to functions and services may be under way at once. Default 256.</summary>
    [Range(1, 100_000)]
    public int InvocationsMax { get; set; } = 256;

    /// <summary>
    /// How many Express executions may run at once, and how many calls of theirs to functions and services; a start beyond it is refused. Bounds
    /// memory: each is in memory as a whole. Default 10,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ExpressExecutionsMax { get; set; } = 10_000;

    /// <summary>How long an Express execution may take, as published. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ExpressDurationMax { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long Express executions may go on when the server begins to stop. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ExpressDrainTime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How far ahead wake-ups are read from the store. Bounds the memory of timers, not their lateness. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WakeUpHorizon { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Is told when thousands of executions wake up at once. Default none.</summary>
    public IWakeUpRush? Rush { get; set; }

    /// <summary>
    /// How long after an activity task was handed out a crash makes Baton hand it out again, because the worker may never have got it.
    /// Default 60 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RedeliveryWindow { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// ARNs of activities whose workers live in this process and end with it: their tasks are handed out again at each start, however long ago
    /// that was done before. Default none.
    /// </summary>
    public IReadOnlySet<string> LocalActivities { get; set; } = new HashSet<string>();

    /// <summary>How long a row owes a task that was handed out: whether that was to a worker of this process is looked at when it is read.</summary>
    internal TimeSpan OwedAfterHandOut => LocalActivities.Count > 0 ? LocalOwed : RedeliveryWindow;

    /// <summary>
    /// How long executions stay after they have ended; then they are removed with all that belongs to them. Default none: for ever, because nobody
    /// expects a server of his own to lose his data unasked. AWS has 90 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan? RetentionAge { get; set; }

    /// <summary>How often it is looked for executions that are older than <see cref="RetentionAge"/>. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromMinutes(10);
}
