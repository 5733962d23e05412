using Baton.Api.Protocol;
using Baton.Engine;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Api.StateTesting;

/// <summary>What a Map's fields came to: how it runs, and what each iteration starts with.</summary>
internal sealed class MapInspection
{
    private readonly OpenMapRun _run;
    private JsonData? _pointed;
    private List<JsonData>? _selected;
    private List<JsonData>? _batches;

    private MapInspection(OpenMapRun run) => _run = run;

    /// <summary>How many items there are; null where a reader reads them and nobody said what it read.</summary>
    public int? Count { get; private set; }

    /// <summary>The inputs of the iterations could not be computed.</summary>
    public MapRunInputException? Failure { get; private set; }

    /// <param name="waiting">The execution as it waits for the run.</param>
    /// <param name="run">The run.</param>
    /// <param name="readerData">What the ItemReader read; null where nobody said.</param>
    /// <param name="context">What expressions may ask for.</param>
    public static MapInspection Of(ExecutionState waiting, OpenMapRun run, string? readerData, DecisionContext context)
    {
        var map = new MapInspection(run);
        var inputs = new MapRunInputs(new Effect.RunMap(run, waiting), context);
        var items = inputs.Items;
        if (items is null && readerData is not null)
        {
            var data = new ReaderData(inputs.State.Distributed!.ItemReader!, readerData, context.Limits.PayloadBytesMax);
            map._pointed = data.Pointed;
            items = data.Items(run.ItemsMax);
        }
        if (items is not null) map.Take(inputs, items, context.Limits.PayloadBytesMax);
        return map;
    }

    /// <summary>Whether more iterations failed than the Map tolerates.</summary>
    public bool IsExceeded(int failed) => MapRunTolerance.IsExceeded(failed, Count, _run.ToleratedFailureCount, _run.ToleratedFailurePercentage);

    public void Write(ResponseWriter response)
    {
        response.Text("afterItemsPointer", _pointed is null ? null : SpacedJson.Write(_pointed));
        response.Text("afterItemSelector", _selected is null ? null : SpacedJson.Write(new JsonArray(_selected)));
        response.Text("afterItemBatcher", _batches is null ? null : SpacedJson.Write(new JsonArray(_batches)));
        if (_run.ToleratedFailureCount is { } count) response.Json.WriteNumber("toleratedFailureCount", count);
        if (_run.ToleratedFailurePercentage is { } percentage) response.Json.WriteNumber("toleratedFailurePercentage", percentage);
        response.Json.WriteNumber("maxConcurrency", _run.MaxConcurrency);
    }

    private void Take(MapRunInputs inputs, JsonData items, int bytesMax)
    {
        var all = items is JsonArray array ? array.Select(value => (Key: (string?)null, Value: value)).ToList() : [.. ((JsonObject)items).Select(item => ((string?)item.Key, item.Value))];
        Count = all.Count;
        try
        {
            if (inputs.State.ItemSelector is not null) _selected = [.. all.Select((item, index) => inputs.Of(index, item.Value, item.Key, null).Value)];
            if (!_run.IsBatched) return;
            var batcher = new MapRunBatcher(inputs, _run, bytesMax, _ => 0);
            var batches = all.Select(item => batcher.Add(item.Value, item.Key)).ToList();
            _batches = [.. batches.Append(batcher.Finish()).OfType<MapRunBatch>().Select(batch => batch.Input.Value)];
        }
        catch (MapRunInputException e)
        {
            Failure = e;
        }
    }
}
