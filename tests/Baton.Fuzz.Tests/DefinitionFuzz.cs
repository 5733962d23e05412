using Baton.Json;
using Baton.Language;

namespace Baton.Fuzz.Tests;

/// <summary>Definitions that somebody's editor left half done: whatever they are, they are read, and refused with findings or accepted.</summary>
public sealed class DefinitionFuzz
{
    [Fact]
    public void A_definition_is_read() => Fuzz.Run(TimeSpan.FromSeconds(10), 256 << 20, random =>
    {
        var definition = Mutated(random);
        var text = definition.ToString();
        if (random.Next(10) == 0) text = Mutation.Of(text, random, ["{", "\"", "[]"]);
        var parsed = DefinitionParser.Parse(text, new DefinitionOptions { Express = random.Next(2) == 0, Positions = random.Next(3) == 0 });
        Assert.Equal(parsed.Machine is null, parsed.HasErrors);
        Assert.All(parsed.Findings, finding => Assert.True(finding.Code.Length > 0 && finding.Message.Length > 0));
        DefinitionParser.ParseState(Mutation.Part(definition, random).ToString(), DefinitionOptions.Standard);
    });

    /// <summary>A real definition with some changes.</summary>
    internal static JsonData Mutated(Random random)
    {
        var definition = Seeds.Definitions.Pick(random);
        for (var changes = random.Next(5); changes > 0; changes--) definition = Mutation.Of(definition, random, Seeds.Definitions);
        return definition;
    }
}
