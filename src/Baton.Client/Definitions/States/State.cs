using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>A state that was added to a scope: what transitions lead to.</summary>
public abstract class State
{
    private readonly ScopeContent _scope;

    private protected State(string name, string type, ScopeContent scope)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, _scope) = (name, scope);
        Fields = new JsonObject { ["Type"] = type };
    }

    /// <summary>The name, for tests and lists.</summary>
    public string Name { get; }

    internal JsonObject Fields { get; }

    private protected ScopeContent Scope => _scope;

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <exception cref="ArgumentException">The state is in another scope.</exception>
    internal void CheckIsIn(ScopeContent scope, string what)
    {
        if (_scope != scope) throw new ArgumentException($"{what} at '{Name}': that state is in {_scope.Place}, this one in {scope.Place}; transitions stay inside their machine, branch or processor.");
    }

    /// <summary>The state with all that is in it.</summary>
    /// <param name="faults">Takes what is missing.</param>
    internal virtual JsonObject ToJson(List<string> faults) => (JsonObject)Fields.DeepClone();

    /// <summary>Sets a field once.</summary>
    internal void SetOnce(string field, JsonNode? value)
    {
        if (Fields.ContainsKey(field)) throw new InvalidOperationException($"The state '{Name}' has {field} already: {Fields[field]?.ToJsonString() ?? "null"}");
        Fields[field] = value;
    }
}

/// <summary>What all states have.</summary>
/// <typeparam name="TSelf">The type of the state.</typeparam>
/// <typeparam name="TLanguage">Its language.</typeparam>
public abstract class State<TSelf, TLanguage> : State, IState<TLanguage>
    where TSelf : State<TSelf, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private protected State(string name, string type, ScopeContent scope)
        : base(name, type, scope)
    {
    }

    private protected TSelf Self => (TSelf)this;

    /// <summary>What a reader should know.</summary>
    public TSelf Comment(string comment)
    {
        SetOnce("Comment", comment);
        return Self;
    }

    private protected TSelf Set(string field, object? template)
    {
        SetOnce(field, Template.Of<TLanguage>(template, field));
        return Self;
    }

    private protected TSelf Set<T>(string field, Value<T, TLanguage> value)
    {
        value.SetIn(Fields, field);
        return Self;
    }
}

/// <summary>A state that goes on to another one, or ends its scope.</summary>
/// <typeparam name="TSelf">The type of the state.</typeparam>
/// <typeparam name="TLanguage">Its language.</typeparam>
public abstract class FlowState<TSelf, TLanguage> : State<TSelf, TLanguage>
    where TSelf : FlowState<TSelf, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private protected FlowState(string name, string type, ScopeContent scope)
        : base(name, type, scope)
    {
    }

    /// <summary>Goes on to another state.</summary>
    /// <returns>That state, so that a chain reads in its order: <c>charge.Then(ship).Then(thank).End()</c>.</returns>
    /// <exception cref="ArgumentException">The other state is in another scope.</exception>
    /// <exception cref="InvalidOperationException">This one goes on or ends already.</exception>
    public TNext Then<TNext>(TNext next)
        where TNext : State
    {
        ArgumentNullException.ThrowIfNull(next);
        next.CheckIsIn(Scope, $"'{Name}' cannot go on");
        CheckIsOpen();
        Fields["Next"] = next.Name;
        return next;
    }

    /// <summary>Ends the scope after this state.</summary>
    /// <exception cref="InvalidOperationException">This one goes on or ends already.</exception>
    public void End()
    {
        CheckIsOpen();
        Fields["End"] = true;
    }

    /// <summary>Sets variables when the state is left.</summary>
    /// <param name="variables">An object; its members are the variables.</param>
    public TSelf Assign(object variables) => Set("Assign", variables);

    internal override JsonObject ToJson(List<string> faults)
    {
        if (!Fields.ContainsKey("Next") && !Fields.ContainsKey("End")) faults.Add($"'{Name}' neither goes on (Then) nor ends (End).");
        return base.ToJson(faults);
    }

    private void CheckIsOpen()
    {
        if (Fields.ContainsKey("End")) throw new InvalidOperationException($"The state '{Name}' ends already.");
        if (Fields["Next"] is { } next) throw new InvalidOperationException($"The state '{Name}' goes on to '{next}' already.");
    }
}

/// <summary>A state that works and can fail: retried, and caught.</summary>
/// <typeparam name="TSelf">The type of the state.</typeparam>
/// <typeparam name="TLanguage">Its language.</typeparam>
public abstract class WorkState<TSelf, TLanguage> : FlowState<TSelf, TLanguage>, IWorks<TLanguage>
    where TSelf : WorkState<TSelf, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private protected WorkState(string name, string type, ScopeContent scope)
        : base(name, type, scope)
    {
    }

    /// <summary>Tries again after some errors; of several the first that names the error counts.</summary>
    public TSelf Retry(params Retry[] retries)
    {
        ArgumentNullException.ThrowIfNull(retries);
        foreach (var retry in retries) ListOf("Retry").Add(retry.ToJson());
        return Self;
    }

    /// <summary>Goes on elsewhere after an error that was not retried away; of several catchers the first that names the error counts.</summary>
    /// <param name="error">An error name; see <see cref="ErrorNames"/>.</param>
    /// <param name="next">Where to.</param>
    /// <param name="configure">What the error leaves behind.</param>
    /// <exception cref="ArgumentException">The other state is in another scope.</exception>
    public TSelf Catch(string error, State next, Action<Catcher<TLanguage>>? configure = null) => Catch([error], next, configure);

    /// <inheritdoc cref="Catch(string, State, Action{Catcher{TLanguage}}?)"/>
    public TSelf Catch(string[] errors, State next, Action<Catcher<TLanguage>>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(next);
        next.CheckIsIn(Scope, $"'{Name}' cannot go on after an error");
        var catcher = new Catcher<TLanguage>(errors, next);
        configure?.Invoke(catcher);
        ListOf("Catch").Add((JsonNode)catcher.Fields);
        return Self;
    }

    private JsonArray ListOf(string field)
    {
        if (Fields[field] is not JsonArray list) Fields[field] = list = [];
        return list;
    }
}
