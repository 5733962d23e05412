using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>States that can go on to one another: those of a machine, of a branch, or of a Map's item processor.</summary>
/// <remarks>A state is added once and then known by what adding it gave, so that nothing goes on to a state that is not there.</remarks>
/// <typeparam name="TLanguage">The language of the states.</typeparam>
public class StateScope<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal StateScope(ScopeContent content, bool tellsLanguage) => (Content, TellsLanguage) = (content, tellsLanguage);

    internal ScopeContent Content { get; }

    /// <summary>Whether each state says its language, because the machine has another one.</summary>
    internal bool TellsLanguage { get; }

    /// <summary>Says where the scope begins, if not with the state that is added first.</summary>
    public StateScope<TLanguage> StartAt(State state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.CheckIsIn(Content, "A scope cannot start");
        Content.StartAt = state;
        return this;
    }

    /// <summary>Adds a state that hands its input on, or shapes it.</summary>
    /// <param name="name">Unique in the machine, 1 to 80 characters; <c>nameof</c> keeps it in step with the code.</param>
    /// <exception cref="ArgumentException">The machine has a state of this name.</exception>
    public PassState<TLanguage> Pass(string name) => Add(new PassState<TLanguage>(name, Content));

    /// <summary>Adds a state that has work done outside.</summary>
    /// <param name="resource">What does it.</param>
    /// <inheritdoc cref="Pass"/>
    public TaskState<TLanguage> Task(string name, Resource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Add(new TaskState<TLanguage>(name, Content, resource));
    }

    /// <summary>Adds a state that goes on where the first matching rule says.</summary>
    /// <inheritdoc cref="Pass"/>
    public ChoiceState<TLanguage> Choice(string name) => Add(new ChoiceState<TLanguage>(name, Content));

    /// <summary>Adds a state that waits so long.</summary>
    /// <inheritdoc cref="Pass"/>
    public WaitState<TLanguage> WaitFor(string name, Value<TimeSpan, TLanguage> time) => Add(new WaitState<TLanguage>(name, Content, fields => time.SetIn(fields, "Seconds")));

    /// <summary>Adds a state that waits until a point in time.</summary>
    /// <inheritdoc cref="Pass"/>
    public WaitState<TLanguage> WaitUntil(string name, Value<DateTimeOffset, TLanguage> time) => Add(new WaitState<TLanguage>(name, Content, fields => time.SetIn(fields, "Timestamp")));

    /// <summary>Adds a state that ends the scope well.</summary>
    /// <inheritdoc cref="Pass"/>
    public SucceedState<TLanguage> Succeed(string name) => Add(new SucceedState<TLanguage>(name, Content));

    /// <summary>Adds a state that ends the scope with an error.</summary>
    /// <param name="error">The error's name.</param>
    /// <param name="cause">For people.</param>
    /// <inheritdoc cref="Pass"/>
    public FailState<TLanguage> Fail(string name, Value<string, TLanguage>? error = null, Value<string, TLanguage>? cause = null) => Add(new FailState<TLanguage>(name, Content, error, cause));

    /// <summary>Adds a state that runs branches side by side; <see cref="ParallelState{TLanguage}.Branch"/> adds them.</summary>
    /// <inheritdoc cref="Pass"/>
    public ParallelState<TLanguage> Parallel(string name) => Add(new ParallelState<TLanguage>(name, Content, TellsLanguage));

    /// <summary>Adds a state that runs states of its own for each item.</summary>
    /// <param name="processor">Adds the states.</param>
    /// <inheritdoc cref="Pass"/>
    public MapState<TLanguage> Map(string name, Action<StateScope<TLanguage>> processor) => Add(new MapState<TLanguage>(name, Content, TellsLanguage, processor));

    /// <summary>Adds a state that runs a child execution for each item, or for each batch of them.</summary>
    /// <param name="processor">Adds the states of the children.</param>
    /// <param name="children">What the children are.</param>
    /// <inheritdoc cref="Pass"/>
    public DistributedMapState<TLanguage> DistributedMap(string name, StateMachineType children, Action<StateScope<TLanguage>> processor) =>
        Add(new DistributedMapState<TLanguage>(name, Content, TellsLanguage, children, processor));

    private TState Add<TState>(TState state)
        where TState : State
    {
        if (TellsLanguage) state.Fields["QueryLanguage"] = TLanguage.Name;
        return Content.Add(state);
    }
}

/// <summary>What only one of the languages has.</summary>
public static class StateScopeExtensions
{
    /// <summary>The same scope, for states that use JSONata in a machine whose language is JSONPath.</summary>
    public static StateScope<Jsonata> InJsonata(this StateScope<JsonPath> scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return new StateScope<Jsonata>(scope.Content, tellsLanguage: true);
    }
}

/// <summary>The states of a scope, whatever language adds them.</summary>
internal sealed class ScopeContent(string place, HashSet<string> names)
{
    private readonly List<State> _states = [];

    /// <summary>Where the scope is, for errors.</summary>
    public string Place => place;

    public State? StartAt { get; set; }

    public TState Add<TState>(TState state)
        where TState : State
    {
        if (!names.Add(state.Name)) throw new ArgumentException($"The machine has a state '{state.Name}' already; names are unique in the whole machine, branches and processors included.");
        _states.Add(state);
        return state;
    }

    public ScopeContent Inside(string innerPlace) => new(innerPlace, names);

    /// <summary>Writes <c>StartAt</c> and <c>States</c> behind what is there.</summary>
    public void WriteTo(JsonObject scope, List<string> faults)
    {
        if (_states.Count == 0)
        {
            faults.Add($"{place} has no states.");
            return;
        }
        scope[nameof(StartAt)] = (StartAt ?? _states[0]).Name;
        var states = new JsonObject();
        foreach (var state in _states) states[state.Name] = state.ToJson(faults);
        scope["States"] = states;
    }
}
