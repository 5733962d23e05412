using System.Text;
using System.Text.Json;
using Baton.Json;

namespace Baton.Fuzz.Tests;

/// <summary>Texts that are nearly JSON: each is a value that prints as what it is, or is refused.</summary>
public sealed class JsonFuzz
{
    private static readonly JsonLimits Limits = new(1 << 20, 200);
    private static readonly string[] Texts = [.. Seeds.Documents.Select(document => document.ToString())];

    [Fact]
    public void A_text_is_a_value_or_refused() => Fuzz.Run(TimeSpan.FromSeconds(10), 64 << 20, random =>
    {
        var bytes = Encoding.UTF8.GetBytes(Mutation.Of(Texts.Pick(random), random, Texts));
        for (var changes = random.Next(3); changes > 0 && bytes.Length > 0; changes--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        if (Parsed(bytes) is not { } value)
        {
            Assert.Throws<JsonFormatException>(() => JsonText.Parse(bytes, Limits).Value);
            return;
        }
        using var other = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = Limits.DepthMax }); // whatever we read, others read
        var printed = value.ToUtf8();
        var again = JsonData.Parse(printed);
        Assert.Equal(value, again);
        Assert.Equal(value.GetHashCode(), again.GetHashCode());
        Assert.Equal(printed, again.ToUtf8());
        Assert.Equal(value, JsonText.Parse(bytes, Limits).Value);
    });

    private static JsonData? Parsed(byte[] bytes)
    {
        try
        {
            return JsonData.Parse(bytes, Limits);
        }
        catch (JsonFormatException)
        {
            return null;
        }
    }
}
