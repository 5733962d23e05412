using Baton.Json;

namespace Baton.Expressions.Templates;

/// <summary>An object with something computed inside.</summary>
internal sealed class ObjectTemplate(IReadOnlyList<KeyValuePair<string, PayloadTemplate>> properties) : PayloadTemplate
{
    public override IEnumerable<JsonPath> Paths => properties.SelectMany(property => property.Value.Paths);

    public override bool IsConstant => false;

    public override JsonData Evaluate(EvaluationContext context)
    {
        context.Budget.Allocate(16L * properties.Count);
        var result = new JsonObject.Builder(properties.Count);
        foreach (var (name, value) in properties) result.Set(name, value.Evaluate(context));
        try
        {
            return result.Build();
        }
        catch (JsonFormatException e)
        {
            throw TooDeep.Of(e);
        }
    }
}
