using Baton.Expressions;

namespace Baton.Runtime;

/// <summary>What a simulation replaces so that a run can be repeated: where things run, and what chance gives.</summary>
/// <param name="Scheduler">Runs everything, commits too; null for the thread pool and a thread of their own for commits.</param>
/// <param name="Randomness">Gives each partition its random bits, by its index; the aliases draw under the index after the last.</param>
internal sealed record RuntimeSeams(TaskScheduler? Scheduler, Func<int, IRandomness> Randomness)
{
    public static RuntimeSeams Production { get; } = new(null, _ => new CryptoRandomness());
}
