using Baton.Json;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.Language.Validation.Rules;

/// <summary><c>TOKEN_NOT_PASSED</c>: who waits for a callback must give the token to somebody.</summary>
internal sealed class TokenNotPassed : IStateRule
{
    public void Check(ObjectReader at, State state)
    {
        if (state is not TaskState { Resource: TaskResource.Service { Pattern: IntegrationPattern.WaitForTaskToken, ServiceName: not "human" } }) return; // who makes a task for people has its token
        if (at.Get(state.QueryLanguage == QueryLanguage.Jsonata ? "Arguments" : "Parameters") is { } arguments && MayHold(arguments)) return;
        at.Context.Findings.Warning(DiagnosticCodes.TokenNotPassed, at.Place,
            "The task waits for a callback, but its arguments do not hold the task token ($$.Task.Token).");
    }

    /// <summary>Whether the token is named, or something is handed over whole that may hold it: the context object, or a variable.</summary>
    private static bool MayHold(JsonData value) => value switch
    {
        JsonString { Value: var text } => text.Contains("Task", StringComparison.Ordinal) || text.Contains("$states.context", StringComparison.Ordinal)
            || text is "$$" or ['$', >= 'A', ..],
        JsonArray array => array.Any(MayHold),
        JsonObject @object => @object.Any(property => MayHold(property.Value)),
        _ => false,
    };
}
