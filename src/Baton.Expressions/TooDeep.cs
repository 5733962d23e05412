using Baton.Json;

namespace Baton.Expressions;

/// <summary>Where an expression makes a value that nests too deep, Baton.Json refuses it; to its caller that is a budget used up.</summary>
internal static class TooDeep
{
    public static ExpressionException Of(JsonFormatException e) => new(ExpressionErrors.BudgetDepth, e.Message);
}
