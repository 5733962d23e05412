using Baton.Engine.Execution;
using Baton.Expressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine.States;

/// <summary>One visit of a state: what its expressions can see.</summary>
internal sealed class StateScope(Decider decider, Frame frame, State state)
{
    public Decider Decider { get; } = decider;

    public Frame Frame { get; } = frame;

    public State State { get; } = state;

    /// <summary>The token of the task attempt that is being scheduled; null elsewhere.</summary>
    public TaskToken? Token { get; init; }

    /// <summary>The item of the iteration that is being started; null elsewhere.</summary>
    public MapItem? Item { get; init; }

    /// <summary>The result of the state, for JSONata's <c>$states.result</c>.</summary>
    public JsonData? Result { get; init; }

    /// <summary>The error that was caught, for JSONata's <c>$states.errorOutput</c>.</summary>
    public JsonData? ErrorOutput { get; init; }

    /// <summary>What an expression sees.</summary>
    /// <param name="input">What <c>$</c> is in JSONPath.</param>
    public EvaluationContext Context(JsonData input)
    {
        var context = new Lazy<JsonData>(() => ContextObject.Of(this), isThreadSafe: false);
        return new EvaluationContext
        {
            Input = input,
            Context = context,
            Variables = name => name == "states" && State.QueryLanguage == QueryLanguage.Jsonata ? States(context) : Variable(name),
            Now = Decider.Context.Now,
            Randomness = Decider.Context.Randomness,
            Budget = new EvaluationBudget(Decider.Context.BudgetClock, Decider.Context.Limits.ExpressionTimeMax),
        };
    }

    private JsonObject States(Lazy<JsonData> context)
    {
        var states = new JsonObject.Builder();
        states.Set("input", Frame.Data.Value);
        states.Set("context", context.Value);
        if (Result is not null) states.Set("result", Result);
        if (ErrorOutput is not null) states.Set("errorOutput", ErrorOutput);
        return states.Build();
    }

    private JsonData? Variable(string name)
    {
        for (var frame = Frame; ;)
        {
            if (frame.Variables.TryGetValue(name, out var value)) return value.Value;
            if (frame.Parent is not { } parent) return null;
            frame = Decider.Frame(parent);
        }
    }
}

/// <summary>The item that an iteration works on.</summary>
/// <param name="Index">Which one, from 0.</param>
/// <param name="Value">The item.</param>
/// <param name="Key">The property's name where the items are those of an object.</param>
internal sealed record MapItem(int Index, JsonData Value, string? Key)
{
    /// <summary>Where the item was read; null where it was not read from outside.</summary>
    public string? Source { get; init; }
}
