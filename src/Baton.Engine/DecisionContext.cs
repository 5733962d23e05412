using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine;

/// <summary>What a decision depends on beside command and state: everything that the engine may not reach by itself.</summary>
public sealed record DecisionContext
{
    public required StateMachine Definition { get; init; }

    /// <summary>The time of the decision; whole milliseconds, as history shows them.</summary>
    public required DateTimeOffset Now { get; init; }

    public required IRandomness Randomness { get; init; }

    /// <summary>Bounds the time that expressions take; nothing that is decided depends on it otherwise.</summary>
    public required TimeProvider BudgetClock { get; init; }

    /// <summary>The partition that owns the execution; part of its task tokens.</summary>
    public required int Partition { get; init; }

    /// <summary>The execution's number; part of its task tokens.</summary>
    public required long Number { get; init; }

    public EngineLimits Limits { get; init; } = EngineLimits.Default;

    /// <summary>What a state that is tested alone has as its context object; null where the execution's own is told.</summary>
    public JsonObject? ContextObject { get; init; }

    /// <summary>Who watches a state that is tested alone or done once more; null where an execution goes on.</summary>
    public IStateInspector? Inspector { get; init; }
}
