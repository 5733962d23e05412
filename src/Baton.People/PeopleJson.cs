using System.Text.Json;
using System.Text.Json.Serialization;
using Baton.Json;
using Baton.People.Audit;
using Baton.People.Cases;
using Baton.People.Messages;
using Baton.People.Tasks;

namespace Baton.People;

/// <summary>How what is stored is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(JsonDataConverter)])]
[JsonSerializable(typeof(HumanTask))]
[JsonSerializable(typeof(HistoryAct))]
[JsonSerializable(typeof(TaskAttachment))]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(EndNotice))]
[JsonSerializable(typeof(WorkflowCase))]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class PeopleJson : JsonSerializerContext;

/// <summary>Writes a value as the text that it was read from.</summary>
internal sealed class JsonDataConverter : JsonConverter<JsonData>
{
    public override JsonData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return JsonData.Parse(document.RootElement.GetRawText());
    }

    public override void Write(Utf8JsonWriter writer, JsonData value, JsonSerializerOptions options) => writer.WriteRawValue(value.ToUtf8(), skipInputValidation: true);
}
