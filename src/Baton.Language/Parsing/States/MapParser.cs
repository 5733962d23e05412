using Baton.Expressions;
using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Map state.</summary>
internal static class MapParser
{
    public static MapState? Read(ObjectReader at, StateHead head)
    {
        // Everything is read before it is known whether there is a state to make: what is wrong is found all at once.
        var processor = ProcessorParser.Read(at);
        var distributed = DistributedMapParser.Read(at, processor?.ExpressChildren == true);
        if (processor is { Distributed: false }) DistributedMapParser.Ignore(at);
        var count = ValueSources.Integer(0, long.MaxValue);
        var (items, selector) = (Templates.Read(at, "Items"), ItemSelector(at));
        var concurrency = ValueSources.Read(at, "MaxConcurrency", count);
        var failures = ValueSources.Read(at, "ToleratedFailureCount", count);
        var percentage = ValueSources.Read(at, "ToleratedFailurePercentage", ValueSources.Number(0, 100));
        var itemsPath = at.ReferencePath("ItemsPath");
        var (retry, @catch) = (RetryParser.Retriers(at), RetryParser.Catchers(at));
        return processor?.Scope is null ? null : new MapState(head, processor.Scope)
        {
            Distributed = processor.Distributed ? distributed : null,
            ItemsPath = itemsPath ?? JsonPath.Root,
            Items = items,
            ItemSelector = selector,
            MaxConcurrency = concurrency,
            ToleratedFailureCount = failures,
            ToleratedFailurePercentage = percentage,
            Retry = retry,
            Catch = @catch,
        };
    }

    /// <summary><c>ItemSelector</c>, or under its former name <c>Parameters</c>.</summary>
    private static ValueTemplate? ItemSelector(ObjectReader at)
    {
        if (at.Has("ItemSelector") && at.Has("Parameters")) at.Error(Texts.ManyOf(["ItemSelector", "Parameters"]));
        return Templates.Read(at, at.Has("ItemSelector") ? "ItemSelector" : "Parameters");
    }
}
