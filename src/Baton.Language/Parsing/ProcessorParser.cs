using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads a Map's <c>ItemProcessor</c>, or under its former name <c>Iterator</c>.</summary>
internal static class ProcessorParser
{
    private static readonly FieldSet ConfigFields = FieldSet.Of("Mode ExecutionType");

    /// <summary>What was read; the scope is null where it has an error.</summary>
    internal sealed record Processor(Scope? Scope, bool Distributed, bool ExpressChildren);

    public static Processor? Read(ObjectReader map)
    {
        map.RequireOne("ItemProcessor", "Iterator");
        var field = map.Has("Iterator") ? "Iterator" : "ItemProcessor";
        if (map.Object(field) is not { } json) return null;

        var distributed = IsDistributed(json);
        var express = distributed && Is((JsonObject)json["ProcessorConfig"]!, "ExecutionType", "EXPRESS");
        var context = map.Context with
        {
            Express = distributed ? express : map.Context.Express,
            Variables = map.Context.Variables.Nest(readsOuter: !distributed),
        };
        var at = map.Inside(json, map.At(field), ScopeParser.ProcessorFields, context);
        CheckConfig(map, at, distributed);
        return new Processor(ScopeParser.Read(at), distributed, express);
    }

    private static void CheckConfig(ObjectReader map, ObjectReader at, bool distributed)
    {
        if (Objects.Inside(at, "ProcessorConfig", ConfigFields) is not { } config) return;
        config.Word("Mode", "INLINE", "DISTRIBUTED");
        config.Word("ExecutionType", "STANDARD", "EXPRESS");
        if (distributed) config.Require("ExecutionType");
        else if (config.Has("ExecutionType")) config.Error(Texts.NotSupported("ExecutionType"));
        if (distributed && map.Context.Express)
        {
            config.Error("Mode", "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines");
        }
    }

    /// <summary>Whether an item processor asks for child executions.</summary>
    public static bool IsDistributed(JsonObject processor) => processor["ProcessorConfig"] is JsonObject config && Is(config, "Mode", "DISTRIBUTED");

    private static bool Is(JsonObject config, string field, string word) => config[field] is JsonString text && text.Value == word;
}
