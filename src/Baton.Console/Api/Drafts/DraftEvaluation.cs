using Baton.Expressions;
using Baton.Expressions.Jsonata;
using Baton.Json;
using Baton.Runtime;

namespace Baton.WebConsole.Api.Drafts;

/// <summary>What an expression gives.</summary>
/// <param name="Result">The value as JSON text; null where it gives nothing, a function, or fails.</param>
/// <param name="Kind"><c>value</c>, <c>nothing</c>, <c>function</c> or <c>error</c>.</param>
/// <param name="Error">Why it fails.</param>
internal sealed record DraftEvaluation(string Kind, string? Result, EvaluationError? Error)
{
    private const int InputBytesMax = 1024 * 1024;
    private const int DataBytesMax = 8 * 1024 * 1024;
    private const string Open = "{%";
    private const string Close = "%}";

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(1);

    /// <summary>Evaluates an expression: JSONata with or without its marks, a path, or an intrinsic call.</summary>
    public static DraftEvaluation Of(DraftRequest request, DateTimeOffset now)
    {
        var expression = request.Required("expression");
        var isJsonata = request.Word("language", "jsonata", "jsonpath") == "jsonata";
        var input = request.Json("input", InputBytesMax)?.Value ?? JsonObject.Empty;
        var context = request.Object("context", InputBytesMax);
        var variables = request.Object("variables", InputBytesMax);
        var states = JsonObject.Of(("input", input), ("context", context));
        foreach (var name in (ReadOnlySpan<string>)["result", "errorOutput"])
        {
            if (request.Json(name, InputBytesMax) is { } value) states = states.With(name, value.Value);
        }
        var world = new EvaluationContext
        {
            Input = input,
            Context = new Lazy<JsonData>(context),
            Variables = name => isJsonata && name == "states" ? states : variables[name],
            Now = now,
            Randomness = new CryptoRandomness(),
            Budget = new EvaluationBudget(TimeProvider.System, TimeMax, bytesMax: DataBytesMax),
        };
        var (text, offset) = isJsonata ? Unmarked(expression) : (expression, 0);
        try
        {
            return isJsonata ? Jsonata(text, world) : JsonPath(text, world);
        }
        catch (ExpressionException e)
        {
            return new DraftEvaluation("error", null, new EvaluationError(e.Code, e.Message, e.Position + offset));
        }
    }

    private static DraftEvaluation Jsonata(string text, EvaluationContext world)
    {
        var result = JsonataExpression.Parse(text).Run(world);
        return result.Kind switch
        {
            JsonataResultKind.Json => Value(result.Value!),
            JsonataResultKind.Function => new DraftEvaluation("function", null, null),
            _ => new DraftEvaluation("nothing", null, null),
        };
    }

    private static DraftEvaluation JsonPath(string text, EvaluationContext world) =>
        Value(text.StartsWith("States.", StringComparison.Ordinal) ? IntrinsicCall.Parse(text).Evaluate(world) : Expressions.JsonPath.Parse(text).Read(world));

    private static DraftEvaluation Value(JsonData value) => new("value", value.ToString(), null);

    private static (string Text, int Offset) Unmarked(string expression)
    {
        var (start, end) = (expression.Length - expression.TrimStart().Length, expression.TrimEnd().Length);
        return end - start >= Open.Length + Close.Length && expression.AsSpan(start, end - start) is var shown && shown.StartsWith(Open) && shown.EndsWith(Close)
            ? (expression[(start + Open.Length)..(end - Close.Length)], start + Open.Length)
            : (expression, 0);
    }
}

/// <summary>Why an expression fails.</summary>
/// <param name="Code">As JSONata publishes it, or one of our own.</param>
/// <param name="Message">In a sentence.</param>
/// <param name="Position">Where in the expression as it was sent, in characters from 0; null where no place is to blame.</param>
internal sealed record EvaluationError(string Code, string Message, int? Position);
