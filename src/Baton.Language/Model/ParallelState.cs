using System.Diagnostics.CodeAnalysis;

namespace Baton.Language.Model;

/// <summary>Runs branches side by side and waits for all of them.</summary>
public sealed class ParallelState : State
{
    public ParallelState()
    {
    }

    [SetsRequiredMembers]
    internal ParallelState(StateHead head, IReadOnlyList<Scope> branches)
        : base(head) => Branches = branches;

    public override StateType Type => StateType.Parallel;

    public required IReadOnlyList<Scope> Branches { get; init; }

    public IReadOnlyList<Retrier> Retry { get; init; } = [];

    public IReadOnlyList<Catcher> Catch { get; init; } = [];
}
