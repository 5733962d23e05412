using Baton.Language;

namespace Baton.Fuzz.Tests;

/// <summary>Definitions that are accepted, however odd, run: no command breaks the engine, and every run ends or waits for somebody.</summary>
public sealed class ExecutionFuzz
{
    [Fact]
    public void What_is_accepted_runs() => Fuzz.Run(TimeSpan.FromSeconds(30), 2L << 30, random =>
    {
        if (DefinitionParser.Parse(DefinitionFuzz.Mutated(random).ToString(), DefinitionOptions.Standard).Machine is { } machine)
        {
            Executions.Run(machine, Mutation.Of(Seeds.Inputs.Pick(random), random, Seeds.Inputs), random);
        }
    });
}
