using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>The fields of states that only one of the languages has.</summary>
public static class StateExtensions
{
    /// <summary>Which part of its input the state works on; null works on <c>{}</c>.</summary>
    public static TState InputPath<TState>(this TState state, JsonPath? path)
        where TState : State, IShapes<JsonPath> => Set(state, "InputPath", path?.Path);

    /// <summary>Which part is handed on; null hands on <c>{}</c>.</summary>
    public static TState OutputPath<TState>(this TState state, JsonPath? path)
        where TState : State, IShapes<JsonPath> => Set(state, "OutputPath", path?.Path);

    /// <summary>Where in the input the result goes; null drops it, and without this it takes the input's place.</summary>
    public static TState ResultPath<TState>(this TState state, JsonPath? path)
        where TState : State, IHasResult<JsonPath> => Set(state, "ResultPath", path?.Path);

    /// <summary>Builds what the state works on: <c>new { id = new JsonPath("$.order.id"), kind = "sale" }</c>.</summary>
    public static TState Parameters<TState>(this TState state, object? parameters)
        where TState : State, IHasParameters<JsonPath> => Set(state, "Parameters", Template.Of<JsonPath>(parameters, "Parameters"));

    /// <summary>Shapes the result.</summary>
    public static TState ResultSelector<TState>(this TState state, object selector)
        where TState : State, IWorks<JsonPath> => Set(state, "ResultSelector", Template.Of<JsonPath>(selector, "ResultSelector"));

    /// <summary>A fixed result.</summary>
    public static PassState<JsonPath> Result(this PassState<JsonPath> state, object? result) => Set(state, "Result", Template.Of<JsonPath>(result, "Result"));

    /// <summary>Where the items are in the input; the whole input unless set.</summary>
    public static TState ItemsPath<TState>(this TState state, JsonPath path)
        where TState : State, IMaps<JsonPath>
    {
        ArgumentNullException.ThrowIfNull(path);
        return Set(state, "ItemsPath", path.Path);
    }

    /// <summary>The items: an array, or an expression for one; the whole input unless set.</summary>
    public static TState Items<TState>(this TState state, object items)
        where TState : State, IMaps<Jsonata> => Set(state, "Items", Template.Of<Jsonata>(items, "Items"));

    /// <summary>What the task is called with, or the branches start with; the state's input unless set.</summary>
    public static TState Arguments<TState>(this TState state, object? arguments)
        where TState : State, ICalls<Jsonata> => Set(state, "Arguments", Template.Of<Jsonata>(arguments, "Arguments"));

    /// <summary>What is handed on; the result unless set.</summary>
    public static TState Output<TState>(this TState state, object? output)
        where TState : State, IShapes<Jsonata> => Set(state, "Output", Template.Of<Jsonata>(output, "Output"));

    private static TState Set<TState>(TState state, string field, JsonNode? value)
        where TState : State
    {
        ArgumentNullException.ThrowIfNull(state);
        state.SetOnce(field, value);
        return state;
    }
}
