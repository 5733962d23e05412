using System.Text.Json.Serialization;

namespace Baton.Functions;

/// <summary>Settings as they are stored and sent, and what is shown of functions. Members are added, never renamed.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FunctionSettings))]
[JsonSerializable(typeof(FunctionView))]
[JsonSerializable(typeof(IReadOnlyList<FunctionView>))]
public sealed partial class FunctionJson : JsonSerializerContext;
