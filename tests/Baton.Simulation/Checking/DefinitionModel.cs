using System.Text.Json;

namespace Baton.Simulation.Checking;

/// <summary>The states of a machine, a branch or an iteration, read from the definition's text by the checker itself.</summary>
internal sealed record ScopeModel(string StartAt, IReadOnlyDictionary<string, StateModel> States)
{
    public static ScopeModel Parse(string definition)
    {
        using var document = JsonDocument.Parse(definition);
        return Of(document.RootElement);
    }

    /// <summary>The states that the children of a distributed Map run.</summary>
    public ScopeModel? ProcessorOf(string state) =>
        States.TryGetValue(state, out var found) ? found.Processor : States.Values.SelectMany(Below).Select(scope => scope.ProcessorOf(state)).FirstOrDefault(scope => scope is not null);

    private static IEnumerable<ScopeModel> Below(StateModel state) => state.Processor is { } processor ? state.Branches.Append(processor) : state.Branches;

    private static ScopeModel Of(JsonElement scope) => new(
        scope.GetProperty(nameof(StartAt)).GetString()!, scope.GetProperty(nameof(States)).EnumerateObject().ToDictionary(state => state.Name, state => StateModel.Of(state.Name, state.Value, Of)));
}

/// <summary>A state: what may follow it, and what its clocks say.</summary>
internal sealed record StateModel(string Name, string Type)
{
    public string? Next { get; private init; }

    /// <summary>Where a Choice can lead.</summary>
    public HashSet<string> Choices { get; private init; } = [];

    public IReadOnlyList<(HashSet<string> Errors, string Next)> Catchers { get; private init; } = [];

    public IReadOnlyList<RetrierModel> Retriers { get; private init; } = [];

    public IReadOnlyList<ScopeModel> Branches { get; private init; } = [];

    public ScopeModel? Processor { get; private init; }

    public bool IsDistributed { get; private init; }

    public string? Resource { get; private init; }

    public long? Seconds { get; private init; }

    public long? TimeoutSeconds { get; private init; }

    public long? HeartbeatSeconds { get; private init; }

    public int MaxConcurrency { get; private init; }

    /// <summary>Whether the state's result is in its output under <c>result</c>.</summary>
    public bool KeepsResult { get; private init; }

    /// <summary>The error of a Fail state.</summary>
    public string? Error { get; private init; }

    public static StateModel Of(string name, JsonElement state, Func<JsonElement, ScopeModel> scopeOf)
    {
        var processor = Find(state, "ItemProcessor");
        return new StateModel(name, Text(state, "Type")!)
        {
            Next = Text(state, "Next"),
            Choices = [.. Items(state, "Choices").Select(choice => Text(choice, "Next")!).Append(Text(state, "Default")).OfType<string>()],
            Catchers = [.. Items(state, "Catch").Select(catcher => (Errors(catcher), Text(catcher, "Next")!))],
            Retriers = [.. Items(state, "Retry").Select(retrier => new RetrierModel(
                Errors(retrier), (int)Number(retrier, "MaxAttempts", 3), Number(retrier, "IntervalSeconds", 1), Number(retrier, "BackoffRate", 2), Text(retrier, "JitterStrategy") == "FULL"))],
            Branches = [.. Items(state, "Branches").Select(scopeOf)],
            Processor = processor is { } scope ? scopeOf(scope) : null,
            IsDistributed = processor is { } map && Find(map, "ProcessorConfig") is { } config && Text(config, "Mode") == "DISTRIBUTED",
            Resource = Text(state, "Resource"),
            Seconds = Find(state, "Seconds")?.GetInt64(),
            TimeoutSeconds = Find(state, "TimeoutSeconds")?.GetInt64(),
            HeartbeatSeconds = Find(state, "HeartbeatSeconds")?.GetInt64(),
            MaxConcurrency = (int)Number(state, "MaxConcurrency", 0),
            KeepsResult = Text(state, "ResultPath") == "$.result",
            Error = Text(state, "Error"),
        };
    }

    /// <summary>The retrier that an error goes to; null for none.</summary>
    public int? RetrierOf(string? error)
    {
        for (var i = 0; i < Retriers.Count; i++)
        {
            if (Matches(Retriers[i].Errors, error)) return i;
        }
        return null;
    }

    /// <summary>Where an error leads that no retrier takes; null for nowhere.</summary>
    public string? CatcherOf(string? error) => Catchers.Where(catcher => Matches(catcher.Errors, error)).Select(catcher => catcher.Next).FirstOrDefault();

    private static bool Matches(HashSet<string> errors, string? error) =>
        errors.Contains("States.ALL") || (error is not null && (errors.Contains(error) || (errors.Contains("States.TaskFailed") && error != "States.Timeout")));

    private static HashSet<string> Errors(JsonElement handler) => [.. Items(handler, "ErrorEquals").Select(error => error.GetString()!)];

    private static JsonElement? Find(JsonElement state, string name) => state.TryGetProperty(name, out var value) ? value : null;

    private static string? Text(JsonElement state, string name) => Find(state, name)?.GetString();

    private static double Number(JsonElement state, string name, double otherwise) => Find(state, name)?.GetDouble() ?? otherwise;

    private static JsonElement.ArrayEnumerator Items(JsonElement state, string name) => Find(state, name) is { } items ? items.EnumerateArray() : default;
}

/// <summary>How often and how late a state is tried again.</summary>
internal sealed record RetrierModel(HashSet<string> Errors, int MaxAttempts, double IntervalSeconds, double BackoffRate, bool FullJitter)
{
    public TimeSpan DelayBefore(int made) => TimeSpan.FromSeconds(IntervalSeconds * Math.Pow(BackoffRate, made));
}
