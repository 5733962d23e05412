using System.Diagnostics.CodeAnalysis;
using Baton.Json;

namespace Baton.Language.Model;

/// <summary>Hands its input on, or a fixed result.</summary>
public sealed class PassState : State
{
    public PassState()
    {
    }

    [SetsRequiredMembers]
    internal PassState(StateHead head)
        : base(head)
    {
    }

    public override StateType Type => StateType.Pass;

    public JsonData? Result { get; init; }
}
