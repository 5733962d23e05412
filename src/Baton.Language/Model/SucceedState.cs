using System.Diagnostics.CodeAnalysis;

namespace Baton.Language.Model;

/// <summary>Ends its scope well.</summary>
public sealed class SucceedState : State
{
    public SucceedState()
    {
    }

    [SetsRequiredMembers]
    internal SucceedState(StateHead head)
        : base(head)
    {
    }

    public override StateType Type => StateType.Succeed;
}
