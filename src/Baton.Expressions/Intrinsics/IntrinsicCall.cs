using Baton.Expressions.Intrinsics;
using Baton.Json;

namespace Baton.Expressions;

/// <summary>A call of an intrinsic function, like <c>States.Format('Hello {}', $.name)</c>. Immutable; read once and evaluated often.</summary>
public sealed class IntrinsicCall
{
    private readonly IntrinsicFunction _function;
    private readonly IReadOnlyList<IntrinsicArgument> _arguments;

    internal IntrinsicCall(string text, IntrinsicFunction function, IReadOnlyList<IntrinsicArgument> arguments)
    {
        Text = text;
        _function = function;
        _arguments = arguments;
    }

    /// <summary>The call as it was written.</summary>
    public string Text { get; }

    /// <summary>The function's name, like <c>States.Format</c>.</summary>
    public string Function => _function.Name;

    /// <summary>All paths among the arguments, those of nested calls too.</summary>
    public IEnumerable<JsonPath> Paths => _arguments.SelectMany(argument => argument switch
    {
        IntrinsicArgument.Path path => [path.Value],
        IntrinsicArgument.Call call => call.Value.Paths,
        _ => [],
    });

    /// <exception cref="ExpressionException">The text is no call of a function that there is (<see cref="ExpressionErrors.Syntax"/>).</exception>
    public static IntrinsicCall Parse(string text) => IntrinsicParser.Parse(text);

    /// <exception cref="ExpressionException">
    /// The function refuses its arguments, or a path among them leads to nothing (<see cref="ExpressionErrors.IntrinsicFailure"/>);
    /// or the budget is used up.
    /// </exception>
    public JsonData Evaluate(EvaluationContext context)
    {
        context.Budget.Spend();
        var values = new JsonData[_arguments.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Value(_arguments[i], context);
        try
        {
            if (values.Length < _function.ArgumentsMin || values.Length > _function.ArgumentsMax) throw new IntrinsicException();
            return _function.Body(new IntrinsicInput(values, _arguments, context));
        }
        catch (IntrinsicException e)
        {
            throw Failure(e.Message.Length > 0 ? e.Message : $"Invalid arguments in {Function}");
        }
        catch (JsonFormatException e)
        {
            throw TooDeep.Of(e);
        }
    }

    public override string ToString() => Text;

    private JsonData Value(IntrinsicArgument argument, EvaluationContext context)
    {
        switch (argument)
        {
            case IntrinsicArgument.Literal literal: return literal.Value;
            case IntrinsicArgument.Call call: return call.Value.Evaluate(context);
        }
        var path = ((IntrinsicArgument.Path)argument).Value;
        try
        {
            return path.Read(context);
        }
        catch (ExpressionException e) when (e.Code == ExpressionErrors.PathNotFound)
        {
            throw Failure($"The JsonPath argument for the field '{path}' could not be found in the input '{(path.IsContext ? context.Context.Value : context.Input)}'");
        }
        catch (ExpressionException e) when (e.Code is ExpressionErrors.PathFailure or ExpressionErrors.UndefinedVariable)
        {
            throw Failure(e.Message);
        }
    }

    private ExpressionException Failure(string reason) =>
        new(ExpressionErrors.IntrinsicFailure, $"The function '{Text}' had the following error: {reason}") { Token = Text };
}
