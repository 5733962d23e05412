using System.Diagnostics.CodeAnalysis;
using Baton.Expressions;

namespace Baton.Language.Model;

/// <summary>The eight types of state; the name is the first part of the published history event names.</summary>
public enum StateType
{
    Pass,
    Task,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// <summary>One state: what all types share.</summary>
public abstract class State
{
    private readonly Place? _place;
    private string? _pointer;

    private protected State()
    {
    }

    [SetsRequiredMembers]
#pragma warning disable CS8618 // Pointer is made from the place when somebody reads it.
    private protected State(StateHead head)
#pragma warning restore CS8618
    {
        (Name, _place, Comment, QueryLanguage, Next) = (head.Name, head.Place, head.Comment, head.QueryLanguage, head.Next);
        (InputPath, Parameters, ResultSelector) = (head.InputPath, head.Parameters, head.ResultSelector);
        (ResultPath, OutputPath) = (head.ResultPath, head.OutputPath);
        (Assign, Arguments, Output) = (head.Assign, head.Arguments, head.Output);
    }

    public abstract StateType Type { get; }

    public required string Name { get; init; }

    /// <summary>Where the state stands in the definition, as findings say it: <c>/States/A/Branches[0]/States/B</c>.</summary>
    public required string Pointer
    {
        get => _pointer ??= _place!.ToString();
        init => _pointer = value;
    }

    public string? Comment { get; init; }

    public QueryLanguage QueryLanguage { get; init; }

    /// <summary>The state that follows; null where the state ends its scope, and on Choice, Succeed and Fail.</summary>
    public string? Next { get; init; }

    /// <summary>The variables that the state's own fields read, in order of their names: what the API calls <c>variableReferences</c>.</summary>
    public IReadOnlyList<string> VariableReferences { get; internal set; } = [];

    /// <summary>The scope that the state belongs to.</summary>
    public Scope Scope { get; internal set; } = null!;

    /// <summary>Which part of the raw input the state works on. <c>$</c> unless given; null (written as JSON null) works on <c>{}</c>. JSONPath only.</summary>
    public JsonPath? InputPath { get; init; } = JsonPath.Root;

    /// <summary>Builds the effective input. JSONPath only.</summary>
    public PayloadTemplate? Parameters { get; init; }

    /// <summary>Shapes the raw result. JSONPath only.</summary>
    public PayloadTemplate? ResultSelector { get; init; }

    /// <summary>Where the result goes in the raw input. <c>$</c> unless given; null discards the result. JSONPath only.</summary>
    public JsonPath? ResultPath { get; init; } = JsonPath.Root;

    /// <summary>Which part becomes the state's output. <c>$</c> unless given; null gives <c>{}</c>. JSONPath only.</summary>
    public JsonPath? OutputPath { get; init; } = JsonPath.Root;

    /// <summary>Variables that are set when the state is left, in the state's query language.</summary>
    public ValueTemplate? Assign { get; init; }

    /// <summary>What a task is called with, or a branch starts with. JSONata only.</summary>
    public ValueTemplate? Arguments { get; init; }

    /// <summary>The state's output. JSONata only.</summary>
    public ValueTemplate? Output { get; init; }
}
