using Baton.Json;
using Baton.Language;
using Baton.Language.Model;

namespace Baton.Fuzz.Tests;

/// <summary>Definitions that are accepted, however odd, run: no command breaks the engine, and every run ends or waits for somebody.</summary>
public sealed class ExecutionFuzz
{
    [Fact]
    public void What_is_accepted_runs() => Fuzz.Run(TimeSpan.FromSeconds(30), 2L << 30, random =>
    {
        var (definition, input) = Seeds.Runs.Pick(random);
        if (Accepted(definition) is not { } machine) return;
        for (var tries = random.Next(10); tries > 0; tries--)
        {
            var changed = Mutation.Of(definition, random, Seeds.Definitions);
            if (Accepted(changed) is { } odd) (definition, machine) = (changed, odd);
        }
        Executions.Run(machine, random.Next(2) == 0 ? input : Mutation.Of(input, random, Seeds.Inputs), random);
    });

    /// <summary>The machine, unless it is refused; local executions have no child executions, so that a distributed Map does not run in them.</summary>
    private static StateMachine? Accepted(JsonData definition)
    {
        var machine = DefinitionParser.Parse(definition.ToString(), DefinitionOptions.Standard).Machine;
        return machine?.States.Values.Any(state => state is MapState { Distributed: not null }) == true ? null : machine;
    }
}
