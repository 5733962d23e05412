using Baton.Api.Connections;
using Baton.Api.Protocol;
using Baton.Runtime;
using Baton.Runtime.Connections;

namespace Baton.Api.Operations;

internal sealed class ListConnections(WorkflowRuntime runtime, TimeProvider clock) : IOperation
{
    private const int PageMax = 100;

    public async Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller)
    {
        var prefix = request.OptionalMatch("NamePrefix", ConnectionNames.LengthMax, ConnectionNames.Pattern);
        var state = request.Word("ConnectionState", ConnectionNames.States);
        var token = request.Optional("NextToken", 2048, 1);
        var size = request.Integer("Limit", 1, PageMax) ?? PageMax;
        request.Check();

        var scope = $"ListConnections {caller.Region} {prefix} {state}";
        var found = await FindAsync(caller, PageToken.Read(token, scope, clock.GetUtcNow()) ?? "", prefix, state, size + 1);
        response.Json.WriteStartArray("Connections");
        foreach (var connection in found.Take(size))
        {
            response.Json.WriteStartObject();
            ConnectionAnswer.WriteSummary(response, connection);
            response.Json.WriteEndObject();
        }
        response.Json.WriteEndArray();
        if (found.Count > size) response.Text("NextToken", PageToken.Write(found[size - 1].Name, scope, clock.GetUtcNow()));
    }

    private async Task<List<Connection>> FindAsync(ApiCaller caller, string after, string? prefix, string? state, int countMax)
    {
        var found = new List<Connection>();
        while (found.Count < countMax && await runtime.Connections.ListAsync(caller.Region, after, PageMax, caller.IsGone) is { Count: > 0 } page)
        {
            found.AddRange(page.Where(connection => connection.Name.StartsWith(prefix ?? "", StringComparison.Ordinal) && (state ?? connection.State) == connection.State));
            after = page[^1].Name;
        }
        return [.. found.Take(countMax)];
    }
}
