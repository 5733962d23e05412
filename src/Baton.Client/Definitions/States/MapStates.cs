using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>What both kinds of Map have.</summary>
public abstract class MapState<TSelf, TLanguage> : WorkState<TSelf, TLanguage>, IMaps<TLanguage>
    where TSelf : MapState<TSelf, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private readonly ScopeContent _processor;
    private readonly JsonObject? _config;

    private protected MapState(string name, ScopeContent scope, bool tellsLanguage, JsonObject? config, Action<StateScope<TLanguage>> processor)
        : base(name, "Map", scope)
    {
        ArgumentNullException.ThrowIfNull(processor);
        _config = config;
        _processor = scope.Inside($"the processor of '{name}'");
        processor(new StateScope<TLanguage>(_processor, tellsLanguage));
    }

    /// <summary>Builds the input of each iteration; without it that is the item. <c>$states.context.Map.Item</c>, or <c>$$.Map.Item</c>, has the item.</summary>
    public TSelf ItemSelector(object selector) => Set("ItemSelector", selector);

    /// <summary>How many iterations run at once; 0 is as many as may.</summary>
    public TSelf MaxConcurrency(Value<int, TLanguage> count) => Set("MaxConcurrency", count);

    internal override JsonObject ToJson(List<string> faults)
    {
        var state = base.ToJson(faults);
        var processor = new JsonObject();
        if (_config is not null) processor["ProcessorConfig"] = _config.DeepClone();
        _processor.WriteTo(processor, faults);
        state["ItemProcessor"] = processor;
        return state;
    }
}

/// <summary>A Map of either kind.</summary>
public interface IMaps<TLanguage> : IWorks<TLanguage>, IHasResult<TLanguage>, IShapes<TLanguage>
    where TLanguage : class, IQueryLanguage;

/// <summary>Runs states of its own for each item.</summary>
public sealed class MapState<TLanguage> : MapState<MapState<TLanguage>, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal MapState(string name, ScopeContent scope, bool tellsLanguage, Action<StateScope<TLanguage>> processor)
        : base(name, scope, tellsLanguage, null, processor)
    {
    }
}

/// <summary>Runs a child execution for each item, or for each batch of items.</summary>
public sealed class DistributedMapState<TLanguage> : MapState<DistributedMapState<TLanguage>, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal DistributedMapState(string name, ScopeContent scope, bool tellsLanguage, StateMachineType children, Action<StateScope<TLanguage>> processor)
        : base(name, scope, tellsLanguage, new JsonObject { ["Mode"] = "DISTRIBUTED", ["ExecutionType"] = children.ToString() }, processor)
    {
    }

    private static string Arguments => typeof(TLanguage) == typeof(Jsonata) ? "Arguments" : "Parameters";

    /// <summary>A name for the children's machine, at most 40 characters; one is made up unless set.</summary>
    public DistributedMapState<TLanguage> Label(string label) => Set("Label", (object)label);

    /// <summary>How many items may fail before the state does; none unless set.</summary>
    public DistributedMapState<TLanguage> ToleratedFailureCount(Value<int, TLanguage> count) => Set("ToleratedFailureCount", count);

    /// <summary>What part of the items may fail before the state does, 0 to 100; none unless set.</summary>
    public DistributedMapState<TLanguage> ToleratedFailurePercentage(Value<double, TLanguage> percentage) => Set("ToleratedFailurePercentage", percentage);

    /// <summary>Reads the items from outside.</summary>
    /// <param name="resource">What reads them, such as <c>Resource.Service("s3", "getObject")</c>.</param>
    /// <param name="arguments">What of: the parameters of that call.</param>
    /// <param name="config">How: <c>InputType</c>, <c>CSVHeaderLocation</c>, <c>MaxItems</c> and the rest of <c>ReaderConfig</c>.</param>
    public DistributedMapState<TLanguage> ItemReader(Resource resource, object arguments, object? config = null)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var reader = new JsonObject { ["Resource"] = resource.Arn, [Arguments] = Template.Of<TLanguage>(arguments, "ItemReader") };
        if (config is not null) reader["ReaderConfig"] = Template.Of<TLanguage>(config, "ReaderConfig");
        SetOnce("ItemReader", reader);
        return this;
    }

    /// <summary>Gives each child several items; at least one of the bounds is needed.</summary>
    /// <param name="itemsMax">How many items.</param>
    /// <param name="bytesMax">How many bytes its input may have.</param>
    /// <param name="input">What every child gets beside its items, as <c>BatchInput</c>.</param>
    public DistributedMapState<TLanguage> ItemBatcher(Value<int, TLanguage>? itemsMax = null, Value<int, TLanguage>? bytesMax = null, object? input = null)
    {
        var batcher = new JsonObject();
        itemsMax?.SetIn(batcher, "MaxItemsPerBatch");
        bytesMax?.SetIn(batcher, "MaxInputBytesPerBatch");
        if (input is not null) batcher["BatchInput"] = Template.Of<TLanguage>(input, "BatchInput");
        SetOnce("ItemBatcher", batcher);
        return this;
    }

    /// <summary>Writes the results outside, and hands on where they are.</summary>
    /// <param name="resource">What writes them, such as <c>Resource.Service("s3", "putObject")</c>; null only shapes them.</param>
    /// <param name="arguments">Where to: the parameters of that call.</param>
    /// <param name="config">How: <c>OutputType</c>, <c>Transformation</c>.</param>
    public DistributedMapState<TLanguage> ResultWriter(Resource? resource, object? arguments = null, object? config = null)
    {
        var writer = new JsonObject();
        if (resource is not null) writer["Resource"] = resource.Arn;
        if (arguments is not null) writer[Arguments] = Template.Of<TLanguage>(arguments, "ResultWriter");
        if (config is not null) writer["WriterConfig"] = Template.Of<TLanguage>(config, "WriterConfig");
        SetOnce("ResultWriter", writer);
        return this;
    }
}
