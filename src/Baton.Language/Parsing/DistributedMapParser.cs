using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads what only a distributed Map has.</summary>
internal static class DistributedMapParser
{
    private const int LabelLengthMax = 40;
    private const int BatchBytesMax = 262_144;

    private static readonly string[] OwnFields = ["ItemReader", "ItemBatcher", "ResultWriter", "Label"];

    private static readonly FieldSet BatcherFields =
        FieldSet.Of("MaxItemsPerBatch MaxInputBytesPerBatch BatchInput", "MaxItemsPerBatchPath MaxInputBytesPerBatchPath");

    private static readonly FieldSet WriterFields = FieldSet.Of("Resource WriterConfig", "Parameters", "Arguments");
    private static readonly FieldSet WriterConfigFields = FieldSet.Of("OutputType Transformation");

    public static DistributedMap Read(ObjectReader at, bool expressChildren)
    {
        CheckLabel(at);
        return new DistributedMap
        {
            ExpressChildren = expressChildren,
            Label = at.String("Label"),
            ItemReader = ItemReaderParser.Read(at),
            ItemBatcher = ItemBatcher(at),
            ResultWriter = ResultWriter(at),
        };
    }

    /// <summary>Warns of the fields that an inline Map has and does not use. AWS lets them pass.</summary>
    public static void Ignore(ObjectReader at)
    {
        foreach (var field in OwnFields.Where(at.Has))
        {
            at.Context.Findings.Warning(DiagnosticCodes.IgnoredField, at.At(field), $"The field '{field}' is used in DISTRIBUTED mode only.");
        }
    }

    private static void CheckLabel(ObjectReader at)
    {
        if (at.String("Label") is not { } label) return;
        var fault = label.Length == 0 ? "Label cannot be empty"
            : label.Length > LabelLengthMax ? $"Label '{Texts.Shown(label)}' exceeds the {LabelLengthMax}-character limit allowed by the service"
            : Names.FirstInvalid(label) is { } character ? $"Label contains invalid character: '{character}'"
            : null;
        if (fault is not null) at.Context.Findings.Error(DiagnosticCodes.InvalidLabelName, at.At("Label"), $"Invalid Label name: {fault}");
    }

    private static ItemBatcher? ItemBatcher(ObjectReader map)
    {
        if (Objects.Inside(map, "ItemBatcher", BatcherFields) is not { } at) return null;
        var items = ValueSources.Read(at, "MaxItemsPerBatch", ValueSources.Integer(1, long.MaxValue));
        var bytes = ValueSources.Read(at, "MaxInputBytesPerBatch", ValueSources.Integer(1, BatchBytesMax));
        if (!at.Names.Any(name => name.StartsWith("Max", StringComparison.Ordinal)))
        {
            at.Error(Texts.AtLeastOne(["MaxItemsPerBatch", "MaxItemsPerBatchPath", "MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"]));
        }
        return new ItemBatcher { MaxItemsPerBatch = items, MaxInputBytesPerBatch = bytes, BatchInput = Templates.Read(at, "BatchInput") };
    }

    private static ResultWriter? ResultWriter(ObjectReader map)
    {
        if (Objects.Inside(map, "ResultWriter", WriterFields) is not { } at) return null;
        if (!at.Has("Resource") && !at.Has("WriterConfig")) at.Error(Texts.AtLeastOne(["Resource", "WriterConfig"]));
        var resource = at.String("Resource");
        if (resource is not null && !IsWriter(resource)) at.Error("Resource", ItemReaderParser.NotAllowed);
        var config = Objects.Inside(at, "WriterConfig", WriterConfigFields);
        config?.Word("OutputType", "JSON", "JSONL");
        config?.Word("Transformation", "NONE", "COMPACT", "FLATTEN");
        var arguments = Templates.Read(at, at.Language == QueryLanguage.Jsonata ? "Arguments" : "Parameters");
        return new ResultWriter(resource, arguments, at.Object("WriterConfig") ?? JsonObject.Empty);
    }

    private static bool IsWriter(string arn) => ItemReaderParser.IsS3(arn, "putObject");
}
