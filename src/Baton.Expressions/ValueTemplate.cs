using Baton.Json;

namespace Baton.Expressions;

/// <summary>A JSON value with holes that are filled when it is evaluated: a JSONPath payload template, or a value with JSONata expressions.</summary>
public abstract class ValueTemplate
{
    /// <exception cref="ExpressionException">A hole cannot be filled.</exception>
    public abstract JsonData Evaluate(EvaluationContext context);
}
