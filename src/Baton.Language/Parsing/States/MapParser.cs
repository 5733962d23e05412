using Baton.Expressions;
using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Map state.</summary>
internal static class MapParser
{
    public static MapState? Read(ObjectReader at, StateHead head)
    {
        var processor = ProcessorParser.Read(at);
        var (retry, @catch) = (RetryParser.Retriers(at), RetryParser.Catchers(at));
        var fields = new Fields(
            ItemsPath(at),
            Templates.Read(at, "Items"),
            ItemSelector(at),
            ValueSources.Read(at, "MaxConcurrency", ValueSources.Integer(0, long.MaxValue)),
            ValueSources.Read(at, "ToleratedFailurePercentage", ValueSources.Number(0, 100)),
            ValueSources.Read(at, "ToleratedFailureCount", ValueSources.Integer(0, long.MaxValue)));
        if (processor is null) return null;
        DistributedMap? distributed = null;
        if (processor.Distributed) distributed = DistributedMapParser.Read(at, processor.ExpressChildren);
        else DistributedMapParser.Refuse(at);
        return processor.Scope is null ? null : new MapState(head, processor.Scope)
        {
            Distributed = distributed,
            ItemsPath = fields.ItemsPath,
            Items = fields.Items,
            ItemSelector = fields.ItemSelector,
            MaxConcurrency = fields.MaxConcurrency,
            ToleratedFailurePercentage = fields.ToleratedFailurePercentage,
            ToleratedFailureCount = fields.ToleratedFailureCount,
            Retry = retry,
            Catch = @catch,
        };
    }

    private static JsonPath ItemsPath(ObjectReader at) => at.ReferencePath("ItemsPath") ?? JsonPath.Root;

    /// <summary><c>ItemSelector</c>, or under its former name <c>Parameters</c>.</summary>
    private static ValueTemplate? ItemSelector(ObjectReader at)
    {
        if (at.Has("ItemSelector") && at.Has("Parameters")) at.Error(Texts.ManyOf(["ItemSelector", "Parameters"]));
        return Templates.Read(at, at.Has("ItemSelector") ? "ItemSelector" : "Parameters");
    }

    /// <summary>What a Map has beside its processor, read before it is known whether there is one.</summary>
    private sealed record Fields(
        JsonPath ItemsPath,
        ValueTemplate? Items,
        ValueTemplate? ItemSelector,
        ValueSource? MaxConcurrency,
        ValueSource? ToleratedFailurePercentage,
        ValueSource? ToleratedFailureCount);
}
