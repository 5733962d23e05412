using Baton.Expressions;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>Turns failed expressions into the language's errors, with the texts that AWS gives.</summary>
internal static class Failures
{
    /// <summary>A failure of the state's data flow, prefixed as recorded.</summary>
    public static StateFailure Runtime(StateScope scope, string text, string error = StateErrors.Runtime) => new(error, Prefixed(scope, text));

    public static string Prefixed(StateScope scope, string text) =>
        $"An error occurred while executing the state '{scope.State.Name}' (entered at the event id #{scope.Frame.EnteredEventId}). {text}";

    public static StateFailure Of(StateScope scope, ExpressionException e, string field, string? path)
    {
        if (scope.State.QueryLanguage == QueryLanguage.Jsonata)
        {
            var location = e.Field.Length > 0 ? $"{field}/{e.Field}" : field;
            return new StateFailure(StateErrors.QueryEvaluationError, Prefixed(scope, e.Message)) { IsEvaluation = true, Location = location };
        }
        if (e.Code == ExpressionErrors.IntrinsicFailure) return Runtime(scope, e.Message, StateErrors.IntrinsicFailure);
        return field switch
        {
            "InputPath" or "OutputPath" => Runtime(scope, $"Invalid path '{path}' : {e.Message}"),
            "ResultPath" => Runtime(scope, e.Message, StateErrors.ResultPathMatchFailure),
            "Parameters" or "ResultSelector" or "ItemSelector" or "Assign" => Runtime(scope, e.Message, StateErrors.ParameterPathFailure),
            _ => Runtime(scope, e.Message),
        };
    }

    /// <summary>What texts about sizes call a state: the resource of a task, the name of any other state.</summary>
    public static string Subject(State state) => state switch
    {
        TaskState { Resource: TaskResource.Service service } => service.ServiceName,
        TaskState task => task.Resource.Arn,
        _ => state.Name,
    };
}
