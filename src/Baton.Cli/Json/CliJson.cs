using System.Text.Json.Serialization;

namespace Baton.Cli.Json;

/// <summary>What <c>--json</c> prints: one object on one line. Members are added, never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeployJson))]
[JsonSerializable(typeof(ExecutionJson))]
[JsonSerializable(typeof(MachineListJson))]
[JsonSerializable(typeof(ExecutionListJson))]
[JsonSerializable(typeof(TimelineJson))]
[JsonSerializable(typeof(ChecklistJson))]
[JsonSerializable(typeof(ErrorJson))]
internal sealed partial class CliJson : JsonSerializerContext;
