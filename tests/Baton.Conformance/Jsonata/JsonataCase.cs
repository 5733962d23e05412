using Baton.Expressions;
using Baton.Expressions.Jsonata;
using Baton.Json;
using Baton.Local;

namespace Baton.Conformance.Jsonata;

/// <summary>One case of the suite.</summary>
internal sealed class JsonataCase(JsonObject fields, Func<string, JsonData> dataset)
{
    private const int UsualMs = 20_000;
    private const int HangingMs = 500;
    private const int UsualDepth = 2_000;
    private const long BytesMax = 4L * 1024 * 1024 * 1024;

    /// <summary>What 2.0.6 does where that differs; where it shows the insides of functions, which are no JSON, the published expectation.</summary>
    private readonly JsonObject _expected =
        fields.Object("aws206") is { } differing && !differing.ToString().Contains("$function", StringComparison.Ordinal) ? differing : fields;

    private bool _isParsed;

    public string Id => fields.Text("id")!;

    private bool Hangs => _expected.Has("hangs");

    public string? Fault()
    {
        try
        {
            var expression = JsonataExpression.Parse(fields.Text("expr")!, allowsEval: true);
            _isParsed = true;
            return Difference(expression.Run(Context(), Input()));
        }
        catch (ExpressionException fault)
        {
            return Difference(fault);
        }
    }

    private JsonData? Input() => fields.Has("data") ? fields["data"] : fields.Text("dataset") is { } name ? dataset(name) : null;

    private EvaluationContext Context()
    {
        var bindings = fields.Object("bindings") ?? JsonObject.Empty;
        var time = Hangs ? HangingMs : Number("timelimit") ?? UsualMs;
        return new EvaluationContext
        {
            Input = JsonData.Null,
            Context = new Lazy<JsonData>(JsonObject.Empty),
            Variables = name => bindings[name],
            Now = DateTimeOffset.UtcNow, // the suite compares now with now
            Randomness = new SeededRandomness(1),
            Budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromMilliseconds(time), (int)(Number("depth") ?? UsualDepth), BytesMax),
        };
    }

    private double? Number(string name) => (fields[name] as JsonNumber)?.Value;

    private string? Difference(JsonataResult result)
    {
        var found = result.Kind == JsonataResultKind.Json ? result.Value!.ToString() : result.Kind.ToString();
        if (_expected["result"] is { } wanted) return IsSame(wanted, result.Value) ? null : $"gives {found}, expected {wanted}";
        if (_expected.Has("undefinedResult") && result.Kind == JsonataResultKind.Nothing) return null;
        return $"gives {found}, expected {_expected}";
    }

    private bool IsSame(JsonData wanted, JsonData? found)
    {
        if (!fields.Has("unordered") || wanted is not JsonArray items) return wanted.Equals(found);
        var rest = found is JsonArray array ? array.ToList() : [];
        return rest.Count == items.Count && items.All(rest.Remove);
    }

    /// <summary>Codes are compared, tokens where compiling fails, and messages where 2.0.6 was asked for its own.</summary>
    private string? Difference(ExpressionException fault)
    {
        var found = $"fails with {fault.Code} '{fault.Message}' token '{fault.Token}'";
        if (Hangs) return fault.Code == ExpressionErrors.BudgetTime ? null : found;
        var error = _expected.Object("error") ?? _expected;
        if (!error.Has("code")) return $"{found}, expected {_expected}";
        var code = error.Text("code");
        var codeFits = code is null || code == fault.Code || (code == "U1001" && fault.Code is ExpressionErrors.BudgetDepth or ExpressionErrors.BudgetTime);
        var tokenFits = (_isParsed && ReferenceEquals(error, _expected)) || error.Text("token") is not { } token || token == fault.Token;
        var messageFits = code is null || error.Text("message") is not { } message || message == fault.Message;
        return codeFits && tokenFits && messageFits ? null : $"{found}, expected {error}";
    }
}
