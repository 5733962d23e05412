using System.Diagnostics.CodeAnalysis;

namespace Baton.Language.Model;

/// <summary>Ends its scope with an error.</summary>
public sealed class FailState : State
{
    public FailState()
    {
    }

    [SetsRequiredMembers]
    internal FailState(StateHead head)
        : base(head)
    {
    }

    public override StateType Type => StateType.Fail;

    public ValueSource? Error { get; init; }

    public ValueSource? Cause { get; init; }
}
