using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Json;

namespace Baton.Cli.Json;

/// <summary>What <c>--json</c> prints: one object on one line. Members are added, never renamed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeployJson))]
[JsonSerializable(typeof(ExecutionJson))]
[JsonSerializable(typeof(MachineListJson))]
[JsonSerializable(typeof(ExecutionListJson))]
[JsonSerializable(typeof(TimelineJson))]
[JsonSerializable(typeof(ChecklistJson))]
[JsonSerializable(typeof(ValidationJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(PurgeJson))]
[JsonSerializable(typeof(BackupJson))]
[JsonSerializable(typeof(RestoreJson))]
[JsonSerializable(typeof(VerifyJson))]
[JsonSerializable(typeof(StatusJson))]
[JsonSerializable(typeof(FunctionListJson))]
[JsonSerializable(typeof(ErrorJson))]
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>How deep JSON may nest: all that the service may answer.</summary>
    public const int DepthMax = JsonLimits.DepthCap + 100;

    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = DepthMax };

    /// <summary>For terminals and pipes, not for pages: quotes and letters of every language are written as they are.</summary>
    public static CliJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = DepthMax });
}
