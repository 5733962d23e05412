using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.WebConsole.Query;

/// <summary>What is known of an execution so far; a query says what else it has to know.</summary>
internal sealed class ExecutionFacts(ExecutionRow row, string stateMachineArn)
{
    public ExecutionRow Row { get; } = row;

    public string StateMachineArn { get; } = stateMachineArn;

    public string Name => Row.Arn[(Row.Arn.LastIndexOf(':') + 1)..];

    public string MachineName => StateMachineArn[(StateMachineArn.LastIndexOf(':') + 1)..];

    /// <summary>How it began and ended; null until that is read.</summary>
    public ExecutionDescription? Data { get; set; }

    /// <summary>Whether its case was looked for.</summary>
    public bool HasCase { get; private set; }

    /// <summary>The members of its case's record; null where it has none.</summary>
    public JsonObject? Case
    {
        get;
        set
        {
            field = value;
            HasCase = true;
        }
    }

    /// <summary>Whether a field is known already. What an execution cannot have for its status is known to be absent.</summary>
    public bool Knows(QueryField asked) => asked.Source switch
    {
        QuerySource.Case => HasCase,
        QuerySource.Data => Data is not null || (asked == QueryField.Output && Row.Status != ExecutionStatus.Succeeded)
            || ((asked == QueryField.Error || asked == QueryField.Cause) && !CanHaveError(Row.Status)),
        _ => true,
    };

    /// <summary>Executions that time out, succeed or run have no error of their own.</summary>
    public static bool CanHaveError(ExecutionStatus status) => status is ExecutionStatus.Failed or ExecutionStatus.Aborted;

    /// <summary>A field of type text; null where it is absent.</summary>
    public string? TextOf(QueryField asked)
    {
        if (asked == QueryField.Machine) return MachineName;
        if (asked == QueryField.ExecutionName) return Name;
        if (asked == QueryField.Alias) return Row.Alias;
        if (asked == QueryField.Error) return Data?.Error;
        if (asked == QueryField.Cause) return Data?.Cause;
        if (asked.Source == QuerySource.Case) return (Case?[asked.Name["case.".Length..]] as JsonString)?.Value;
        throw new InvalidOperationException($"{asked.Name} is not a text.");
    }

    /// <summary>A field of type number; null where it is absent.</summary>
    public int? NumberOf(QueryField asked) => asked == QueryField.Version ? Row.PublishedVersion : Row.RedriveCount;

    /// <summary>A value of the input or output; null where there is none.</summary>
    public JsonData? JsonOf(QueryField asked, IReadOnlyList<QueryStep> path) =>
        SearchPath.ValueAt((asked == QueryField.Input ? Data?.Identity.Input : Data?.Output)?.Value, path.Select(step => step.Name));
}
