using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

internal static class FailStates
{
    public static void Enter(Decider decider, Frame frame, FailState state)
    {
        var scope = new StateScope(decider, frame, state);
        throw new StateFailure(Text(scope, state.Error), Text(scope, state.Cause));
    }

    private static string? Text(StateScope scope, ValueSource? source)
    {
        if (source is null) return null;
        var value = Values.Read(scope, source, scope.Frame.Data.Value);
        if (value is JsonString text) return text.Value;
        throw Values.WrongType(scope, source, "string", value);
    }
}
