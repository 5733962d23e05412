using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// A JSONata expression, parsed and compiled once; it may be evaluated by many at a time. The language is that of version
/// 2.0.6 with the functions that workflows have beyond it, and without <c>$eval</c>.
/// </summary>
public sealed class JsonataExpression
{
    private readonly CompiledExpression _compiled;

    private JsonataExpression(string text, Expr tree, bool allowsEval)
    {
        Text = text;
        _compiled = Compiler.Compile(tree, allowsEval);
        var finder = new ReferenceFinder();
        finder.Visit(tree);
        References = finder.References;
        Assignments = finder.Assignments;
    }

    /// <summary>The expression as it was written.</summary>
    public string Text { get; }

    /// <summary>What it refers to outside of itself, in the order of the text.</summary>
    public IReadOnlyList<JsonataReference> References { get; }

    /// <summary>The variables that <c>:=</c> binds anywhere in it.</summary>
    public IReadOnlyList<JsonataAssignment> Assignments { get; }

    /// <exception cref="ExpressionException">
    /// The text is no expression: the published code (S0101 and on) with position and token, <see cref="JsonataErrors.InvalidRegex"/>,
    /// or <see cref="ExpressionErrors.BudgetDepth"/> where it nests too deep.
    /// </exception>
    public static JsonataExpression Parse(string text) => Parse(text, allowsEval: false);

    /// <summary>Evaluates it.</summary>
    /// <param name="context">What it can see; <see cref="EvaluationContext.Variables"/> holds <c>states</c> and the rest.</param>
    /// <param name="input">The input document (<c>$</c> and <c>$$</c>); null for nothing, as in workflows.</param>
    /// <returns>The result; null for nothing.</returns>
    /// <exception cref="ExpressionException">
    /// It failed (the published code), it used up its budget, or the result is a function (<see cref="JsonataErrors.FunctionResult"/>).
    /// </exception>
    public JsonData? Evaluate(EvaluationContext context, JsonData? input = null)
    {
        var result = Run(context, input);
        return result.Kind == JsonataResultKind.Function
            ? throw new ExpressionException(JsonataErrors.FunctionResult, "The result of the expression is a function")
            : result.Value;
    }

    /// <summary>Evaluates it, and tells a function from a value instead of failing over it.</summary>
    /// <inheritdoc cref="Evaluate"/>
    public JsonataResult Run(EvaluationContext context, JsonData? input = null)
    {
        var machine = new Machine(context, input, _compiled.GlobalCount);
        try
        {
            var start = input is JsonArray ? new ListValue([input], ListMarks.Sequence | ListMarks.Wrapper) : (object?)input;
            return _compiled.Evaluate(machine, start) switch
            {
                null => new JsonataResult(JsonataResultKind.Nothing, null),
                Function => new JsonataResult(JsonataResultKind.Function, null),
                { } value => new JsonataResult(JsonataResultKind.Json, ResultWriter.ToJson(machine, value)),
            };
        }
        catch (Fault fault)
        {
            throw fault.ToException();
        }
    }

    /// <summary>Parses it as the language itself has it, with <c>$eval</c> or without.</summary>
    internal static JsonataExpression Parse(string text, bool allowsEval)
    {
        try
        {
            return new JsonataExpression(text, TreeBuilder.Build(Parser.Parse(text)), allowsEval);
        }
        catch (Fault fault)
        {
            throw fault.ToException();
        }
    }
}
