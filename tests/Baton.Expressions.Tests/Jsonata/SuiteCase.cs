using Baton.Expressions.Jsonata;
using Baton.Json;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>One case of the language's own suite, held to what version 2.0.6 makes of it.</summary>
internal sealed class SuiteCase(JsonObject fields)
{
    private const int UsualSeconds = 20;
    private const int UsualDepth = 2000;
    private const long Bytes = 4L * 1024 * 1024 * 1024;

    /// <summary>What 2.0.6 does where that differs. Where it shows the insides of functions, the published expectation holds: those are no JSON.</summary>
    private readonly JsonObject _expected =
        fields["aws206"] is JsonObject differing && !differing.ToString().Contains("$function", StringComparison.Ordinal) ? differing : fields;

    private bool _isParsed;

    public string Id => Text(fields, "id")!;

    /// <summary>Runs the case.</summary>
    /// <returns>What is wrong; null where it holds.</returns>
    public string? Check()
    {
        try
        {
            return CheckResult(Evaluate());
        }
        catch (ExpressionException e)
        {
            return CheckFault(e);
        }
    }

    private static string? Text(JsonObject of, string name) => (of[name] as JsonString)?.Value;

    private static double? Number(JsonObject of, string name) => (of[name] as JsonNumber)?.Value;

    private JsonataResult Evaluate()
    {
        var expression = JsonataExpression.Parse(Text(fields, "expr")!, allowsEval: true);
        _isParsed = true;
        var bindings = fields["bindings"] as JsonObject ?? JsonObject.Empty;
        var hangs = _expected["hangs"] is not null;
        var time = TimeSpan.FromMilliseconds(hangs ? 500 : Number(fields, "timelimit") ?? UsualSeconds * 1000);
        return expression.Run(Tests.Jsonata.Run.Context(name => bindings[name], time, (int)(Number(fields, "depth") ?? UsualDepth), Bytes), Input());
    }

    private JsonData? Input()
    {
        if (fields.Has("data")) return fields["data"];
        return Text(fields, "dataset") is { } name ? Corpus.Read("datasets", $"{name}.json") : null;
    }

    private string? CheckResult(JsonataResult result)
    {
        var shown = result.Kind == JsonataResultKind.Json ? result.Value!.ToString() : result.Kind.ToString();
        if (_expected["result"] is { } wanted) return IsSame(wanted, result.Value) ? null : $"gives {shown}, expected {wanted}";
        if (_expected["undefinedResult"] is not null) return result.Kind == JsonataResultKind.Nothing ? null : $"gives {shown}, expected nothing";
        return $"gives {shown}, expected {_expected}";
    }

    private bool IsSame(JsonData wanted, JsonData? actual)
    {
        if (fields["unordered"] is null || wanted is not JsonArray items) return wanted.Equals(actual);
        var rest = actual is JsonArray array ? array.ToList() : [];
        return rest.Count == items.Count && items.All(rest.Remove);
    }

    private string? CheckFault(ExpressionException fault)
    {
        var shown = $"fails with {fault.Code} '{fault.Message}' token '{fault.Token}' at {fault.Position}";
        if (_expected["hangs"] is not null) return fault.Code == ExpressionErrors.BudgetTime ? null : shown;

        var error = _expected["error"] as JsonObject ?? _expected;
        if (!error.Has("code")) return $"{shown}, expected {_expected}";
        var code = Text(error, "code");
        var isCode = code is null || code == fault.Code || (code == "U1001" && fault.Code is ExpressionErrors.BudgetDepth or ExpressionErrors.BudgetTime);
        var isToken = (_isParsed && ReferenceEquals(error, _expected)) || Text(error, "token") is not { } token || token == fault.Token;
        var isMessage = error["message"] is null || code is null || Text(error, "message") == fault.Message;
        return isCode && isToken && isMessage ? null : $"{shown}, expected {error}";
    }
}
