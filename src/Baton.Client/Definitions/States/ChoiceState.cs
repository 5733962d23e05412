using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>Goes on where the first matching rule says.</summary>
public sealed class ChoiceState<TLanguage> : State<ChoiceState<TLanguage>, TLanguage>, IShapes<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private readonly JsonArray _rules = [];

    internal ChoiceState(string name, ScopeContent scope)
        : base(name, "Choice", scope)
    {
    }

    /// <summary>Where to go when no rule matches; without it that fails with <see cref="ErrorNames.NoChoiceMatched"/>.</summary>
    public ChoiceState<TLanguage> Otherwise(State next)
    {
        ArgumentNullException.ThrowIfNull(next);
        next.CheckIsIn(Scope, $"'{Name}' cannot go on");
        SetOnce("Default", next.Name);
        return this;
    }

    /// <summary>Sets variables when no rule matches.</summary>
    /// <param name="variables">An object; its members are the variables.</param>
    public ChoiceState<TLanguage> Assign(object variables) => Set("Assign", variables);

    internal ChoiceState<TLanguage> Add(JsonObject test, State next, Action<ChoiceRule<TLanguage>>? configure)
    {
        ArgumentNullException.ThrowIfNull(next);
        next.CheckIsIn(Scope, $"'{Name}' cannot go on");
        test["Next"] = next.Name;
        configure?.Invoke(new ChoiceRule<TLanguage>(test));
        _rules.Add((JsonNode)test);
        return this;
    }

    internal override JsonObject ToJson(List<string> faults)
    {
        if (_rules.Count == 0) faults.Add($"'{Name}' has no rules (When).");
        var state = base.ToJson(faults);
        state["Choices"] = _rules.DeepClone();
        return state;
    }
}

/// <summary>What a rule does beside going on.</summary>
public sealed class ChoiceRule<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal ChoiceRule(JsonObject fields) => Fields = fields;

    internal JsonObject Fields { get; }

    /// <summary>Sets variables when the rule matches.</summary>
    /// <param name="variables">An object; its members are the variables.</param>
    public ChoiceRule<TLanguage> Assign(object variables)
    {
        Fields["Assign"] = Template.Of<TLanguage>(variables, "Assign");
        return this;
    }

    /// <summary>What a reader should know.</summary>
    public ChoiceRule<TLanguage> Comment(string comment)
    {
        Fields["Comment"] = comment;
        return this;
    }
}

/// <summary>What only one of the languages has.</summary>
public static class ChoiceStateExtensions
{
    /// <summary>Goes on to a state when an expression gives true.</summary>
    public static ChoiceState<Jsonata> When(this ChoiceState<Jsonata> choice, Jsonata condition, State next, Action<ChoiceRule<Jsonata>>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(condition);
        return choice.Add(new JsonObject { ["Condition"] = condition.ToString() }, next, configure);
    }

    /// <summary>Goes on to a state when a condition holds, such as <c>new JsonPath("$.status").StringEquals("paid")</c>.</summary>
    public static ChoiceState<JsonPath> When(this ChoiceState<JsonPath> choice, Condition condition, State next, Action<ChoiceRule<JsonPath>>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(choice);
        ArgumentNullException.ThrowIfNull(condition);
        return choice.Add(condition.ToJson(), next, configure);
    }

    /// <summary>The next state's input when the rule matches; without it that is the state's own.</summary>
    public static ChoiceRule<Jsonata> Output(this ChoiceRule<Jsonata> rule, object? output)
    {
        ArgumentNullException.ThrowIfNull(rule);
        rule.Fields["Output"] = Template.Of<Jsonata>(output, "Output");
        return rule;
    }
}
