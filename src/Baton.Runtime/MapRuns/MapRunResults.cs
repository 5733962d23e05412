using System.Runtime.CompilerServices;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Execution;
using Baton.Store;

namespace Baton.Runtime.MapRuns;

/// <summary>What the children of a Map Run came to: the state's result, or files that it names.</summary>
internal sealed class MapRunResults(MapRunServices services, MapRunRow row, OpenMapRun run, MapState state)
{
    private const int RowsPerRead = 1_000;

    /// <summary>Whether the results go to files.</summary>
    public bool IsWritten => state.Distributed!.ResultWriter?.Resource is not null;

    /// <exception cref="ResultWriterException">The files cannot be written.</exception>
    /// <exception cref="MapRunInputException">The results are too long for a state's result.</exception>
    /// <param name="pending">Those that were not started; written only.</param>
    public async Task<JsonText> TakeAsync(IAsyncEnumerable<ChildResult> pending, CancellationToken cancellationToken)
    {
        if (!IsWritten) return await CollectAsync(cancellationToken);
        if (services.Items is not { } access) throw new ResultWriterException($"This server writes no results: '{state.Distributed!.ResultWriter!.Resource}' is not available.");
        var arguments = run.WriterArguments?.Value as JsonObject ?? throw new ResultWriterException("The arguments of the ResultWriter are not an object.");
        var request = new ResultWriterRequest(row.Arn, arguments, state.Distributed!.ResultWriter!.Configuration);
        var manifest = await access.Writer.WriteAsync(request, ChildrenAsync(cancellationToken).Concat(pending), cancellationToken);
        return JsonText.Of(JsonObject.Of(
            ("MapRunArn", JsonData.Of(row.Arn)),
            ("ResultWriterDetails", JsonObject.Of(("Bucket", JsonData.Of(manifest.Bucket)), ("Key", JsonData.Of(manifest.Key))))));
    }

    private async Task<JsonText> CollectAsync(CancellationToken cancellationToken)
    {
        var transformation = ResultShape.TransformationOf(state.Distributed!.ResultWriter?.Configuration ?? JsonObject.Empty, ResultTransformation.Compact);
        var parts = new List<JsonText>();
        var bytes = 0L;
        await foreach (var child in ChildrenAsync(cancellationToken))
        {
            foreach (var part in ResultShape.Parts(child, transformation))
            {
                bytes += part.Utf8.Length + 1;
                if (bytes > services.Options.Limits.PayloadBytesMax)
                {
                    throw new MapRunInputException(
                        StateErrors.DataLimitExceeded, $"The state/task '{state.Name}' returned a result with a size exceeding the maximum number of bytes service limit.");
                }
                parts.Add(part);
            }
        }
        return JsonText.ArrayOf([.. parts]);
    }

    private async IAsyncEnumerable<ChildResult> ChildrenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = -1; ;)
        {
            var rows = await services.Store.ListMapRunChildrenAsync(row.Id, after, RowsPerRead, cancellationToken);
            foreach (var child in rows) yield return await ReadAsync(child.Execution, cancellationToken);
            if (rows.Count < RowsPerRead) yield break;
            after = rows[^1].Child.Index;
        }
    }

    private async ValueTask<ChildResult> ReadAsync(ExecutionRow execution, CancellationToken cancellationToken)
    {
        var told = await services.Reader.DescribeAsync(execution, cancellationToken);
        var whyNot = await services.Reader.WhyNotRedrivableAsync(told, cancellationToken);
        return new ChildResult
        {
            ExecutionArn = execution.Arn,
            Name = told.Identity.Name,
            StateMachineArn = told.Identity.StateMachineArn,
            Status = ExecutionRows.StatusOf(execution.Status).Word(),
            Input = told.Identity.Input,
            Output = told.Output,
            Error = told.Error,
            Cause = told.Cause,
            StartedAt = execution.StartedAt,
            StoppedAt = execution.StoppedAt,
            RedriveCount = execution.RedriveCount,
            RedrivenAt = execution.RedrivenAt,
            RedriveStatus = Redrivability.StatusOf(whyNot, isChild: true),
            RedriveStatusReason = whyNot,
        };
    }
}
