using Baton.Json;

namespace Baton.Expressions.Templates;

/// <summary>An array with something computed inside.</summary>
internal sealed class ArrayTemplate(IReadOnlyList<PayloadTemplate> items) : PayloadTemplate
{
    public override IEnumerable<JsonPath> Paths => items.SelectMany(item => item.Paths);

    public override bool IsConstant => false;

    public override JsonData Evaluate(EvaluationContext context)
    {
        context.Budget.Allocate(8L * items.Count);
        var result = new JsonData[items.Count];
        for (var i = 0; i < result.Length; i++) result[i] = items[i].Evaluate(context);
        try
        {
            return new JsonArray(result);
        }
        catch (JsonFormatException e)
        {
            throw TooDeep.Of(e);
        }
    }
}
