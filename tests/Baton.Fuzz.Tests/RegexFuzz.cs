using Baton.Expressions;
using Baton.Json;

namespace Baton.Fuzz.Tests;

/// <summary>Patterns in filters, on texts that they were made to suffer from: an answer, a refusal, or the end of the time.</summary>
public sealed class RegexFuzz
{
    private static readonly string[] Texts = ["aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "abcabcabc", "2024-01-01T00:00:00Z", "", "\u00e9\uD83D\uDE00x", new string('a', 20_000), new string('x', 5_000) + "y"];

    [Fact]
    public void A_pattern_matches_or_not_or_stops() => Fuzz.Run(TimeSpan.FromSeconds(10), 512 << 20, random =>
    {
        var pattern = Mutation.Of(Seeds.Regexes.Pick(random), random, Seeds.Regexes);
        if (Expressions.Try(() => JsonPath.Parse($"$[?(@ =~ /{pattern}/{(random.Next(2) == 0 ? "i" : "")})]")) is not { } path) return;
        var document = new JsonArray(JsonData.Of(Mutation.Of(Texts.Pick(random), random, Texts)));
        if (Expressions.Try(() => path.Read(Expressions.Context(document))) is { } value) Assert.InRange(Assert.IsType<JsonArray>(value).Count, 0, 1);
    });
}
