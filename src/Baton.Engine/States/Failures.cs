using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>Turns failed expressions into the language's errors, with the texts that AWS gives.</summary>
internal static class Failures
{
    /// <summary>A failure of the state's data flow, prefixed as recorded.</summary>
    public static StateFailure Runtime(StateScope scope, string text, string error = StateErrors.Runtime) => new(error, Prefixed(scope, text));

    public static string Prefixed(StateScope scope, string text) => scope.Decider.Context.ContextObject is not null
        ? text // a state that is tested alone is not named, as recorded
        : $"An error occurred while executing the state '{scope.State.Name}' (entered at the event id #{scope.Frame.EnteredEventId}). {text}";

    /// <summary>A JSONata expression failed, or gave something that its field cannot take.</summary>
    /// <param name="location">The field; null where no field is to blame.</param>
    public static StateFailure Evaluation(StateScope scope, string text, string? location) =>
        new(StateErrors.QueryEvaluationError, Prefixed(scope, text)) { IsEvaluation = true, Location = location };

    /// <summary>An expression gave a value of another type than its field takes.</summary>
    public static StateFailure WrongType(StateScope scope, ValueTemplate template, string field, string expected, JsonData value) => Evaluation(
        scope,
        $"The JSONata expression '{template}' specified for the field '{field}' returned an unexpected result type. Expected '{expected}', but was '{Values.KindName(value)}' for value: {value}",
        field);

    /// <summary>A path was applied to <c>null</c>.</summary>
    public static StateFailure NullInput(StateScope scope) => Runtime(scope, "Unable to apply Path transformation to null or empty input.");

    public static StateFailure Of(StateScope scope, ExpressionException e, string field, string? path)
    {
        if (scope.State.QueryLanguage == QueryLanguage.Jsonata)
        {
            var location = e.Field.Length > 0 ? $"{field}/{e.Field}" : field;
            return Evaluation(scope, e.Message, location);
        }
        if (e.Code == ExpressionErrors.IntrinsicFailure) return Runtime(scope, e.Message, StateErrors.IntrinsicFailure);
        return field switch
        {
            "ResultPath" => Runtime(scope, e.Message, StateErrors.ResultPathMatchFailure),
            _ when path is not null => Runtime(scope, $"Invalid path '{path}' : {e.Message}"),
            _ => Runtime(scope, e.Message), // templates too: the language has States.ParameterPathFailure for them, but AWS gives States.Runtime
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
