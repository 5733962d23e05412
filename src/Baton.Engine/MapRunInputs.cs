using Baton.Engine.Execution;
using Baton.Engine.States;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Engine;

/// <summary>What the children of a Map Run start with, computed from the execution that waits for the run.</summary>
public sealed class MapRunInputs
{
    private readonly Decider _decider;
    private readonly Frame _frame;
    private readonly JsonText _input;

    /// <param name="effect">The run, as the engine asked for it.</param>
    /// <param name="context">The definition of the execution, and what expressions may ask for.</param>
    public MapRunInputs(Effect.RunMap effect, DecisionContext context)
    {
        _decider = new Decider(effect.State, context);
        _frame = _decider.Frame(effect.Run.Token.Frame);
        State = (MapState)_decider.StateOf(_frame);
        _input = DataFlow.EffectiveInput(new StateScope(_decider, _frame, State));
        Items = effect.Run.Items?.Value ?? (State.Distributed?.ItemReader is null ? MapItems.Of(new StateScope(_decider, _frame, State), State, _input) : null);
    }

    /// <summary>The Map state.</summary>
    public MapState State { get; }

    /// <summary>An array, or an object whose properties are the items; null where the items are read from outside.</summary>
    public JsonData? Items { get; }

    /// <summary>What <c>ItemSelector</c> makes of an item.</summary>
    /// <param name="index">Which item, from 0.</param>
    /// <param name="value">The item.</param>
    /// <param name="key">The property's name where the items are those of an object.</param>
    /// <param name="source">Where the item was read; null where it was not read from outside.</param>
    /// <exception cref="MapRunInputException">An expression fails.</exception>
    public JsonText Of(int index, JsonData value, string? key, string? source)
    {
        if (State.ItemSelector is not { } selector) return JsonText.Of(key is null ? value : JsonObject.Of(("Key", JsonData.Of(key)), ("Value", value)));
        try
        {
            var item = new MapItem(index, value, key) { Source = State.Distributed is null ? null : source ?? "STATE_DATA" };
            return DataFlow.Evaluate(new StateScope(_decider, _frame, State) { Item = item }, selector, _input, "ItemSelector");
        }
        catch (StateFailure failure)
        {
            throw new MapRunInputException(failure.Error ?? StateErrors.Runtime, failure.Cause);
        }
    }
}

/// <summary>The input of a child cannot be computed: the run fails with this error.</summary>
public sealed class MapRunInputException(string error, string? cause) : Exception(cause)
{
    public string Error { get; } = error;

    public string? Cause { get; } = cause;
}
