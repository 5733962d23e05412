using Baton.Json;

namespace Baton.Expressions.Templates;

/// <summary>A computed field whose value is a path.</summary>
/// <param name="field">The field's name as it is written, with its suffix.</param>
/// <param name="path">The path.</param>
internal sealed class PathTemplate(string field, JsonPath path) : PayloadTemplate
{
    public override IEnumerable<JsonPath> Paths => [path];

    public override bool IsConstant => false;

    public override JsonData Evaluate(EvaluationContext context)
    {
        try
        {
            return path.Read(context);
        }
        catch (ExpressionException e) when (e.Code == ExpressionErrors.PathNotFound)
        {
            var input = path.IsContext ? context.Context.Value : context.Input;
            throw new ExpressionException(e.Code, $"The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{input}'") { Token = path.Text };
        }
    }
}
