using System.Text.Json.Serialization;
using Baton.Runtime;
using Baton.Store;
using Microsoft.AspNetCore.Http;

namespace Baton.WebConsole.Api;

/// <summary><c>GET /console/api/machine-revisions</c>: every definition that a machine has had, the newest first; with <c>number</c>, that one as a whole.</summary>
internal sealed class MachineRevisions(WorkflowRuntime runtime)
{
    private const int PageDefault = 25;
    private const int PageMax = 100;

    /// <summary>What the API calls the revision that a machine was created with.</summary>
    private const string Initial = "INITIAL";

    /// <exception cref="FormatException">A parameter is not what it has to be.</exception>
    public async Task HandleAsync(HttpContext http)
    {
        var query = http.Request.Query;
        if ((string?)query["stateMachineArn"] is not { Length: > 0 } arn) throw new FormatException("stateMachineArn is missing.");
        var number = (int?)ConsoleApi.Number(query["number"], "number", 1, int.MaxValue);
        var size = (int)(ConsoleApi.Number(query["maxResults"], "maxResults", 1, PageMax) ?? PageDefault);
        var before = (int)(ConsoleApi.Number(query["nextToken"], "nextToken", 1, int.MaxValue) ?? int.MaxValue);
        if (await runtime.Machines.FindAsync(arn, http.RequestAborted) is not { } machine)
        {
            await ConsoleApi.FailAsync(http, StatusCodes.Status404NotFound, "StateMachineDoesNotExist", $"There is no state machine '{arn}'.");
        }
        else if (number is null) await ListAsync(http, machine, size, before);
        else if (await FindAsync(machine, number.Value, http.RequestAborted) is { } revision) await ConsoleApi.WriteAsync(http, RevisionView.Of(revision), RevisionJson.Default.RevisionView);
        else await ConsoleApi.FailAsync(http, StatusCodes.Status404NotFound, "NotFound", $"The state machine has no revision {number}.");
    }

    private async Task ListAsync(HttpContext http, StateMachineRow machine, int size, int before)
    {
        var found = new List<RevisionView>();
        var number = Math.Min(machine.Revision.Number, before - 1);
        for (; number >= 1 && found.Count < size; number--)
        {
            if (await FindAsync(machine, number, http.RequestAborted) is { } revision) found.Add(RevisionView.Of(revision) with { Definition = null });
        }
        await ConsoleApi.WriteAsync(http, new RevisionPage(found, number >= 1 ? $"{number + 1}" : null), RevisionJson.Default.RevisionPage);
    }

    private ValueTask<StateMachineRevisionRow?> FindAsync(StateMachineRow machine, int number, CancellationToken cancellationToken) =>
        number == machine.Revision.Number ? ValueTask.FromResult<StateMachineRevisionRow?>(machine.Revision) : runtime.Store.FindRevisionAsync(machine.Id, number, cancellationToken);

    /// <summary>A revision; its time is in seconds since the epoch, and its definition is left out in lists.</summary>
    internal sealed record RevisionView(int Number, string RevisionId, double CreationDate, string RoleArn, string? Definition)
    {
        public static RevisionView Of(StateMachineRevisionRow row) => new(row.Number, row.RevisionId ?? Initial, row.CreatedAt.ToUnixTimeMilliseconds() / 1_000.0, row.RoleArn, row.Definition);
    }

    internal sealed record RevisionPage(IReadOnlyList<RevisionView> Revisions, string? NextToken);
}

[JsonSerializable(typeof(MachineRevisions.RevisionView))]
[JsonSerializable(typeof(MachineRevisions.RevisionPage))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class RevisionJson : JsonSerializerContext;
