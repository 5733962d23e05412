using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>An array constructor at the start of a path: evaluated once, for the context as a whole.</summary>
internal sealed class ConstructedStep(Node node) : Step
{
    public override Flow Take(Flow input, Frame frame, bool isLast)
    {
        var whole = input.IsMany ? input.Value : ListValue.SequenceOf(input.Value);
        var result = node.Evaluate(whole, frame);
        switch (result)
        {
            case null:
                return Flow.Empty;
            case JsonArray or ListValue:
                return new Flow(result, true);
            case JsonString text when !isLast:
                // The reference asks the result for its length and its items, and a string has both.
                return new Flow(new ListValue([.. text.Value.Select(c => new JsonString(c.ToString()))]), true);
            default:
                return isLast ? new Flow(result, false) : Flow.Empty;
        }
    }
}
