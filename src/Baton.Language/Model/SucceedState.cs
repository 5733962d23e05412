namespace Baton.Language.Model;

/// <summary>Ends its scope well.</summary>
public sealed class SucceedState : State
{
    public override StateType Type => StateType.Succeed;
}
