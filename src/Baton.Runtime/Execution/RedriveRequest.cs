using Baton.Json;
using Baton.Store;

namespace Baton.Runtime.Execution;

/// <summary>How an execution is to be redriven. Without more than a token it goes on where it stood.</summary>
/// <param name="ClientToken">Names the request: the same one once more changes nothing. Null for no name.</param>
public sealed record RedriveRequest(string? ClientToken)
{
    /// <summary>A state of the machine's own scope, which is entered as it was entered last; null for the one that the execution stood in.</summary>
    public string? FromState { get; init; }

    /// <summary>What the state that is entered gets; null for what it got.</summary>
    public JsonText? Input { get; init; }

    /// <summary>What is run from here on: a revision of the same machine. Null for the one that ran.</summary>
    public StateMachineRevisionRow? Revision { get; init; }

    /// <summary>Which redrive of its Map Run this is part of; null for an execution that is no child of one.</summary>
    internal int? MapRunRedrive { get; init; }
}
