using Baton.Api.Protocol;
using Baton.Language;

namespace Baton.Api.Operations;

internal sealed class ValidateStateMachineDefinition : IOperation
{
    private const int CountMax = 100;

    public Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var definition = request.Required("definition", Definitions.LengthMax);
        var type = StateMachineTypes.Parse(request.Word("type", StateMachineTypes.Standard, StateMachineTypes.Express));
        var severity = request.Word("severity", "ERROR", "WARNING");
        var countMax = request.Integer("maxResults", 0, CountMax) is { } asked and not 0 ? asked : CountMax;
        request.Check();

        var parsed = Definitions.Parse(definition, type);
        var found = parsed.Findings.Where(finding => severity == "WARNING" || finding.Severity == DiagnosticSeverity.Error).ToList();
        response.Text("result", parsed.HasErrors ? "FAIL" : "OK");
        response.Json.WriteStartArray("diagnostics");
        foreach (var finding in found.Take(countMax))
        {
            response.Json.WriteStartObject();
            response.Text("severity", finding.Severity == DiagnosticSeverity.Error ? "ERROR" : "WARNING");
            response.Text("code", finding.Code);
            response.Text("message", finding.Message);
            response.Text("location", finding.Location);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        response.Json.WriteBoolean("truncated", found.Count > countMax);
        return Task.CompletedTask;
    }
}
