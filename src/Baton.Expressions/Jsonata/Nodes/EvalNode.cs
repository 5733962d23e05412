using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// <c>$eval</c>. Workflows do not have it; the language's own test suite does. What the text binds stays inside it.
/// </summary>
internal sealed class EvalNode(Node[] arguments, Scope scope, int position) : Node
{
    private static readonly Signature Takes = SignatureParser.Parse("<sx?:x>");

    public override object? Raw(object? input, Frame frame)
    {
        ArgumentBuffer buffer = default;
        object?[] given = [.. arguments.Select(argument => argument.Evaluate(input, frame))];
        try
        {
            var bound = Takes.Bind(given, input, buffer);
            if (bound[0] is not JsonString text) return null;
            return Evaluate(text.Value, bound.Length > 1 && bound[1] is { } focus ? Wrapped(focus) : input, frame);
        }
        catch (Fault fault) when (Blame(fault))
        {
            throw; // not reached: the filter does not catch
        }
    }

    private static object Wrapped(object focus) =>
        focus is JsonArray or ListValue { IsSequence: false } ? new ListValue([focus], ListMarks.Sequence | ListMarks.Wrapper) : focus;

    private object? Evaluate(string text, object? input, Frame frame)
    {
        CompiledExpression compiled;
        try
        {
            compiled = Compiler.CompileInside(TreeBuilder.Build(Parser.Parse(text)), scope);
        }
        catch (Fault fault)
        {
            throw new Fault("D3120") { Value = new JsonString(fault.Message) };
        }
        try
        {
            return compiled.Body.Evaluate(input, new Frame(frame.Machine, frame, compiled.Layout));
        }
        catch (Fault fault)
        {
            throw new Fault("D3121") { Value = new JsonString(fault.Message) };
        }
    }

    private bool Blame(Fault fault)
    {
        if (fault.Position is null or 0) fault.Position = position;
        fault.Token ??= "eval";
        return false;
    }
}
