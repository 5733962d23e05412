using Baton.Json;

namespace Baton.Yaml.Tests;

/// <summary>What of a YAML text each field and item of its JSON is.</summary>
public sealed class YamlPlaceTests
{
    private const string Text = "# about\r\n\"na me\": one # why\nlist:\n  - &x \"two 🎈\"\n  - *x\nflow: {a: 1, b: [three]}\nlong: >-\n  four\n  five\nmap:\n  deep: six\n";

    [Theory]
    [InlineData("na me", "\"na me\"", "one", false)]
    [InlineData("a", "a", "1", true)]
    [InlineData("b", "b", "", true)]
    [InlineData("deep", "deep", "six", false)]
    [InlineData("map", "map", "", false)]
    public void A_field_is_its_name_and_its_scalar(string field, string name, string value, bool isInFlow)
    {
        var place = PlaceOf($"\"{field}\":");
        Assert.Equal(name, Text[place.NameStart!.Value..place.NameEnd]);
        Assert.Equal(value, Text[place.ValueStart..place.ValueEnd]);
        Assert.Equal(isInFlow, place.IsInFlow);
    }

    [Fact]
    public void An_item_is_its_scalar_or_its_alias()
    {
        var items = Lines().Where(line => line.Json.Trim().TrimEnd(',') == "\"two 🎈\"").Select(line => line.Place).ToList();
        Assert.All(items, item => Assert.Null(item.NameStart));
        Assert.EndsWith("\"two 🎈\"", Text[items[0].ValueStart..items[0].ValueEnd], StringComparison.Ordinal);
        Assert.Equal("*x", Text[items[1].ValueStart..items[1].ValueEnd]);
    }

    private static YamlPlace PlaceOf(string field) => Lines().Single(line => line.Json.TrimStart().StartsWith(field, StringComparison.Ordinal)).Place;

    private static IEnumerable<(string Json, YamlPlace Place)> Lines()
    {
        var document = YamlDocument.Read(Text, new JsonLimits(10_000, 32));
        return document.Json.Split('\n').Select((json, index) => (json, document.PartOf(index + 1)));
    }
}
