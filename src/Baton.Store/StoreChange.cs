namespace Baton.Store;

/// <summary>One change in a commit. The changes of a commit are applied in order, all or none.</summary>
public abstract record StoreChange
{
    private StoreChange()
    {
    }

    /// <summary>
    /// Continues an execution's stream and replaces its row; the first append creates both. Without events, only the row is replaced and keeps its version.
    /// </summary>
    /// <param name="Row">The row after the append; its version is <paramref name="ExpectedVersion"/> plus the events appended.</param>
    /// <param name="ExpectedVersion">The version that the stream has now; 0 for a new execution.</param>
    /// <param name="Epoch">The epoch in which the writer owns the partition; a store with one owner accepts any.</param>
    /// <param name="Events">The encoded events.</param>
    public sealed record Append(ExecutionRow Row, long ExpectedVersion, long Epoch, ReadOnlyMemory<byte> Events) : StoreChange
    {
        /// <summary>Which child of a Map Run the execution is, whose id is the row's machine id; null for any other, and for appends that do not start or redrive one.</summary>
        public MapRunChild? Child { get; init; }
    }

    /// <summary>
    /// Removes a closed execution that owes nothing: nothing of it is read any more, and <see cref="IStore.ReclaimAsync"/> gives back what its events
    /// take. Its records go with it. Its Map Runs stay, as those of execution 0. The last execution of what is registered no more takes the revisions with it.
    /// </summary>
    /// <param name="Row">The execution; a conflict unless it is stored at this version.</param>
    public sealed record RemoveExecution(ExecutionRow Row) : StoreChange
    {
        /// <summary>Which child of the Map Run with the row's machine id the execution is; null for any other.</summary>
        public int? ChildIndex { get; init; }
    }

    /// <summary>
    /// Writes a machine and its present revision: creates, updates, or marks as deleting. Earlier revisions stay. An ARN that another machine has is
    /// a conflict.
    /// </summary>
    public sealed record PutStateMachine(StateMachineRow Row) : StoreChange;

    /// <summary>
    /// Removes a machine from the registry, if it is there, with its versions and aliases; its revisions stay if any execution of the machine is stored.
    /// </summary>
    public sealed record RemoveStateMachine(long Id) : StoreChange;

    /// <summary>Writes a Map Run and what its children run: creates it, or changes how it runs and stands.</summary>
    public sealed record PutMapRun(MapRunRow Row) : StoreChange;

    /// <summary>Removes a Map Run, if it is there; to be called when its children are removed.</summary>
    public sealed record RemoveMapRun(long Id) : StoreChange;

    /// <summary>Writes a version of a machine.</summary>
    public sealed record PutVersion(StateMachineVersionRow Row) : StoreChange;

    /// <summary>Removes a version, if it is there; its revision stays.</summary>
    public sealed record RemoveVersion(long StateMachineId, int Number) : StoreChange;

    /// <summary>Writes an alias: creates or updates. A name that another alias of the machine has is a conflict.</summary>
    public sealed record PutAlias(StateMachineAliasRow Row) : StoreChange;

    /// <summary>Removes an alias, if it is there.</summary>
    public sealed record RemoveAlias(long StateMachineId, int Number) : StoreChange;

    /// <summary>Writes that an asynchronous Express execution is owed.</summary>
    public sealed record PutExpressExecution(ExpressExecutionRow Row) : StoreChange;

    /// <summary>Removes an Express execution that has ended, if it is there.</summary>
    public sealed record RemoveExpressExecution(long Number) : StoreChange;

    /// <summary>Writes whether the store is to be started paused: see <see cref="StoreStatus.IsPaused"/>.</summary>
    public sealed record SetPaused(bool IsPaused) : StoreChange;

    /// <summary>Changes that stay together: whoever splits a commit does not split them.</summary>
    public sealed record Group(IReadOnlyList<StoreChange> Changes) : StoreChange;

    /// <summary>Writes an activity. An ARN that another activity has is a conflict.</summary>
    public sealed record PutActivity(ActivityRow Row) : StoreChange;

    /// <summary>Removes an activity, if it is there.</summary>
    public sealed record RemoveActivity(long Id) : StoreChange;

    /// <summary>Writes a connection, in the place of what had its name in its region.</summary>
    public sealed record PutConnection(ConnectionRow Row) : StoreChange;

    /// <summary>Removes a connection, if it is there.</summary>
    public sealed record RemoveConnection(string Region, string Name) : StoreChange;

    /// <summary>Writes a function: adds it, or replaces its settings.</summary>
    public sealed record PutFunction(FunctionRow Row) : StoreChange;

    /// <summary>Removes a function, if it is there; the events that it still owes stay.</summary>
    public sealed record RemoveFunction(string Name) : StoreChange;

    /// <summary>Writes that a function owes an event; one that is owed already stays as it was.</summary>
    public sealed record PutFunctionEvent(FunctionEventRow Row) : StoreChange;

    /// <summary>Removes an event that was dealt with, if it is there.</summary>
    public sealed record RemoveFunctionEvent(string RequestId) : StoreChange;

    /// <summary>Writes a record: creates it at version 1, or continues the version before. A conflict unless it is there at just that version.</summary>
    /// <param name="Row">The record.</param>
    /// <param name="Facets">What it is found by; those of the version before are forgotten.</param>
    public sealed record PutRecord(RecordRow Row, IReadOnlyList<string> Facets) : StoreChange;

    /// <summary>Removes a record, if it is there.</summary>
    public sealed record RemoveRecord(RecordKind Kind, long Id) : StoreChange;
}
