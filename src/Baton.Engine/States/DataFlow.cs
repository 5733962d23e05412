using Baton.Engine.Events;
using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>
/// How data passes through a state. JSONPath: InputPath, Parameters, work, ResultSelector, ResultPath, OutputPath. JSONata:
/// Arguments, work, Output. A payload that no field touches is handed on as it is.
/// </summary>
internal static class DataFlow
{
    /// <summary>What the state works on before Parameters: JSONPath's InputPath, or the raw input.</summary>
    public static JsonText EffectiveInput(StateScope scope) => scope.State.QueryLanguage == QueryLanguage.Jsonata
        ? scope.Frame.Data
        : Passed(scope, DataFlowStage.InputPath, Select(scope, scope.State.InputPath, scope.Frame.Data, "InputPath"));

    public static JsonText Parameters(StateScope scope, JsonText effectiveInput) => Passed(
        scope, DataFlowStage.Parameters, scope.State.Parameters is { } template ? Evaluate(scope, template, effectiveInput, "Parameters") : effectiveInput);

    /// <summary>What a task is called with, or a branch starts with.</summary>
    public static JsonText Arguments(StateScope scope)
    {
        if (scope.State.QueryLanguage == QueryLanguage.JsonPath) return Parameters(scope, EffectiveInput(scope));
        return Passed(scope, DataFlowStage.Arguments, scope.State.Arguments is { } arguments ? Evaluate(scope, arguments, scope.Frame.Data, "Arguments") : scope.Frame.Data);
    }

    /// <summary>Shapes the result, sets variables and leaves the state for its Next.</summary>
    public static void Leave(StateScope scope, JsonText result)
    {
        Passed(scope, DataFlowStage.Result, result);
        var (output, assigned) = scope.State.QueryLanguage == QueryLanguage.JsonPath ? LeaveJsonPath(scope, result) : LeaveJsonata(scope, result);
        Limit(scope, output);
        scope.Decider.Exit(scope.Frame, scope.State, output, scope.State.Next, assigned);
    }

    /// <summary>Evaluates <c>Assign</c>; all right-hand sides see the values from before the state.</summary>
    /// <param name="input">What <c>$</c> is in JSONPath.</param>
    public static Assignments? Assign(StateScope scope, ValueTemplate? template, JsonText input)
    {
        if (template is null) return null;
        var values = (JsonObject)Evaluate(scope, template, input, "Assign").Value;
        if (values.Count == 0) return null;
        var assigned = new Assignments([.. values.Select(pair => new AssignedVariable(pair.Key, JsonText.Of(pair.Value)))]);
        VariableLimits.Check(scope, assigned);
        return assigned;
    }

    /// <summary>Applies a path to a payload; a missing path field selects everything, null selects <c>{}</c>.</summary>
    public static JsonText Select(StateScope scope, JsonPath? path, JsonText data, string field)
    {
        if (path is null) return JsonText.EmptyObject;
        if (ReferenceEquals(path, JsonPath.Root) || path.Text == "$") return data;
        if (IsIntoDocument(path) && data.Value.Kind == JsonKind.Null) throw Failures.NullInput(scope);
        try
        {
            return JsonText.Of(path.Read(scope.Context(data.Value)));
        }
        catch (ExpressionException e)
        {
            throw Failures.Of(scope, e, field, path.Text);
        }
    }

    public static JsonText Evaluate(StateScope scope, ValueTemplate template, JsonText input, string field)
    {
        if (template is PayloadTemplate payload && input.Value.Kind == JsonKind.Null && payload.Paths.Any(IsIntoDocument)) throw Failures.NullInput(scope);
        try
        {
            return JsonText.Of(template.Evaluate(scope.Context(input.Value)));
        }
        catch (ExpressionException e)
        {
            throw Failures.Of(scope, e, field, null);
        }
    }

    /// <summary>Puts a result into the raw input as ResultPath says.</summary>
    public static JsonText Merge(StateScope scope, JsonPath? resultPath, JsonText result)
    {
        if (resultPath is null) return scope.Frame.Data;
        if (resultPath.Text == "$") return result;
        try
        {
            return JsonText.Of(resultPath.Write(scope.Frame.Data.Value, result.Value));
        }
        catch (ExpressionException e)
        {
            throw Failures.Of(scope, e, "ResultPath", resultPath.Text);
        }
    }

    /// <exception cref="StateFailure">The payload is over the limit.</exception>
    public static void Limit(StateScope scope, JsonText payload)
    {
        if (payload.Utf8.Length > scope.Decider.Context.Limits.PayloadBytesMax) throw new StateFailure(StateErrors.DataLimitExceeded, TooLongText(scope.State));
    }

    public static string TooLongText(State state) =>
        $"The state/task '{Failures.Subject(state)}' returned a result with a size exceeding the maximum number of bytes service limit.";

    private static JsonText Passed(StateScope scope, DataFlowStage stage, JsonText data)
    {
        scope.Decider.Context.Inspector?.Passed(stage, data);
        return data;
    }

    private static bool IsIntoDocument(JsonPath path) => !path.IsContext && path.Variable is null;

    private static (JsonText Output, Assignments? Assigned) LeaveJsonPath(StateScope scope, JsonText result)
    {
        var state = scope.State;
        var assigned = Assign(scope, state.Assign, result);
        var selected = state.ResultSelector is { } selector ? Evaluate(scope, selector, result, "ResultSelector") : result;
        var merged = selected;
        if (state is not (SucceedState or ChoiceState or WaitState))
        {
            Passed(scope, DataFlowStage.ResultSelector, selected);
            merged = Passed(scope, DataFlowStage.ResultPath, Merge(scope, state.ResultPath, selected));
        }
        return (Select(scope, state.OutputPath, merged, "OutputPath"), assigned);
    }

    private static (JsonText Output, Assignments? Assigned) LeaveJsonata(StateScope scope, JsonText result)
    {
        var state = scope.State;
        var hasResult = state is TaskState or ParallelState or MapState;
        var after = new StateScope(scope.Decider, scope.Frame, state) { Result = hasResult ? result.Value : null };
        var assigned = Assign(after, state.Assign, scope.Frame.Data);
        return (state.Output is { } output ? Evaluate(after, output, scope.Frame.Data, "Output") : result, assigned);
    }
}
