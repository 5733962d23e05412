using System.Diagnostics.CodeAnalysis;

namespace Baton.Language.Model;

/// <summary>Waits for a time span or until a point in time: exactly one of the two is set.</summary>
public sealed class WaitState : State
{
    public WaitState()
    {
    }

    [SetsRequiredMembers]
    internal WaitState(StateHead head)
        : base(head)
    {
    }

    public override StateType Type => StateType.Wait;

    /// <summary><c>Seconds</c> or <c>SecondsPath</c>.</summary>
    public ValueSource? Seconds { get; init; }

    /// <summary><c>Timestamp</c> or <c>TimestampPath</c>.</summary>
    public ValueSource? Timestamp { get; init; }
}
