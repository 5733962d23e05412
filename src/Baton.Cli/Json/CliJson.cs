using System.Text.Encodings.Web;
using System.Text.Json;
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
internal sealed partial class CliJson : JsonSerializerContext
{
    /// <summary>For terminals and pipes, not for pages: quotes and letters of every language are written as they are.</summary>
    public static CliJson Readable => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
