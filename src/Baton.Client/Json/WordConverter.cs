using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baton.Client.Json;

internal sealed class WordConverter<TWord> : JsonConverter<TWord>
    where TWord : struct, IWord<TWord>
{
    public override TWord Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TWord.Of(reader.GetString() ?? throw new JsonException("Expected a word, found null."));

    public override void Write(Utf8JsonWriter writer, TWord value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
