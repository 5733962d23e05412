using System.Diagnostics;
using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>Why a change does not fit what is stored.</summary>
internal static class Conflicts
{
    private const string ChildKey = "map_run_children_pkey";

    private static readonly Statement Find = new("find_execution", "number");

    /// <summary>A row is there already that has what the change wants for its own.</summary>
    public static StoreConflictException OfDuplicate(StoreChange change, string? constraint) => new(change switch
    {
        StoreChange.Append { Child: { } child, Row: var row } when constraint == ChildKey => $"Expected no child {child.Index} of Map Run {row.StateMachineId}, found one.",
        StoreChange.Append { Row: var row } => $"Expected no execution {row.Number} for '{row.Arn}', found one.",
        StoreChange.PutStateMachine(var row) => $"Expected nothing else with the ARN '{row.Arn}', found one.",
        StoreChange.PutMapRun(var row) => $"Expected no other Map Run with the ARN '{row.Arn}', found one.",
        StoreChange.PutAlias(var row) => $"Expected nothing else with the name '{row.Name}', found one.",
        StoreChange.PutActivity(var row) => $"Expected nothing else with the ARN '{row.Arn}', found one.",
        _ => throw new UnreachableException($"{change.GetType().Name} has nothing for its own, and broke {constraint}."),
    });

    /// <summary>The execution is redriven as a child that it is not.</summary>
    public static StoreConflictException OfChild(StoreChange.Append append) =>
        new($"Expected execution {append.Row.Number} to be child {append.Child!.Index} of Map Run {append.Row.StateMachineId}, found that it is not.");

    /// <summary>The execution that was to be removed is not there, or has gone on.</summary>
    public static StoreConflictException OfRemoval(ExecutionRow row) => new($"Expected execution {row.Number} closed at version {row.Version}, found none or another.");

    /// <summary>The execution is not there, is at another version, or is another one.</summary>
    public static async Task<Exception> OfVersionAsync(NpgsqlConnection connection, StoreChange.Append append)
    {
        var found = await connection.AllAsync(Find.Bind(append.Row.Number), RowReader.Execution, CancellationToken.None);
        if (found is not [var stored])
            return new StoreConflictException($"Expected execution {append.Row.Number} at version {append.ExpectedVersion}, found none.");
        return stored.Version == append.ExpectedVersion
            ? ChangeRules.NotTheSameExecution(stored)
            : new StoreConflictException($"Expected execution {stored.Number} at version {append.ExpectedVersion}, found version {stored.Version}.");
    }
}
