using Baton.Json;

namespace Baton.Expressions.Intrinsics;

/// <summary>What a function gets: its arguments' values, and their types checked as it asks for them.</summary>
internal readonly struct IntrinsicInput(JsonData[] values, IReadOnlyList<IntrinsicArgument> arguments, EvaluationContext context)
{
    private const int TextCharsMax = 10_000;

    public JsonData[] Values => values;

    public EvaluationBudget Budget => context.Budget;

    public IRandomness Randomness => context.Randomness;

    public int Count => values.Length;

    public string Text(int index) => values[index] is JsonString text ? text.Value : throw new IntrinsicException();

    public JsonArray Array(int index) => values[index] as JsonArray ?? throw new IntrinsicException();

    public JsonObject Object(int index) => values[index] as JsonObject ?? throw new IntrinsicException();

    /// <summary>A whole number of 32 bits; other numbers are rounded, halves up.</summary>
    public int Whole(int index)
    {
        if (values[index] is not JsonNumber number) throw new IntrinsicException();
        var rounded = Math.Floor(number.Value + 0.5);
        return rounded is >= int.MinValue and <= int.MaxValue ? (int)rounded : throw new IntrinsicException();
    }

    /// <summary>A text as a template sees it, with its escapes.</summary>
    public string Source(int index) => arguments[index] is IntrinsicArgument.Literal { Source: { } source } ? source : Text(index);

    /// <summary>A text that is short enough for Base64 and hashes.</summary>
    public static string Bounded(string text) =>
        text.Length <= TextCharsMax ? text : throw new IntrinsicException($"The text has more than {TextCharsMax} characters.");
}
