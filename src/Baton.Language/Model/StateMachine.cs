namespace Baton.Language.Model;

/// <summary>A definition that was read and found without errors: paths parsed, names resolved, ready to run.</summary>
public sealed class StateMachine
{
    public required Scope Root { get; init; }

    public string? Comment { get; init; }

    public string Version { get; init; } = "1.0";

    public QueryLanguage QueryLanguage { get; init; }

    /// <summary>How long an execution may take before it ends <c>TIMED_OUT</c>; null is no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Every state of the machine, those of nested scopes too: names are unique across all of them.</summary>
    public required IReadOnlyDictionary<string, State> States { get; init; }

    /// <summary>What the child executions of a distributed Map run. Express ones have five minutes, as everywhere.</summary>
    public StateMachine ItemProcessorOf(string mapState)
    {
        var map = (MapState)States[mapState];
        return new StateMachine
        {
            Root = map.ItemProcessor,
            QueryLanguage = QueryLanguage,
            Timeout = map.Distributed is { ExpressChildren: true } ? TimeSpan.FromMinutes(5) : null,
            States = States,
        };
    }
}
