using System.Diagnostics;
using System.Globalization;
using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Local;
using Baton.Testing;

namespace Baton.Bench;

/// <summary>Ten Pass and Choice states in memory on one thread: states a second, and bytes allocated for each.</summary>
internal static class EngineBench
{
    private const int StatesPerRun = 10;
    private const int RunsPerRound = 20_000;
    private const int Rounds = 9;

    private static readonly JsonText Input = JsonText.Parse("""{"n":3,"name":"order","items":[1,2,3]}""");

    public static void Run()
    {
        var definition = Machines.Parse(Definition());
        var context = new DecisionContext
        {
            Definition = definition,
            Now = LocalOptions.DefaultStart,
            Randomness = new SeededRandomness(1),
            BudgetClock = TimeProvider.System,
            Partition = 0,
            Number = 1,
        };
        var command = new ExecutionCommand.StartExecution(new LocalOptions().Identity(definition, Input));
        Round(command, context); // the code is compiled and measured by itself first
        Round(command, context);

        var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(command, context)).OrderBy(round => round.StatesPerSecond).ToList();
        var median = rounds[Rounds / 2];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"engine: median {median.StatesPerSecond:N0} states/s ({rounds[0].StatesPerSecond:N0} to {rounds[^1].StatesPerSecond:N0} in {Rounds} rounds), {median.BytesPerState:N0} bytes/state"));
    }

    private static (double StatesPerSecond, double BytesPerState) Round(ExecutionCommand command, DecisionContext context)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        for (var run = 0; run < RunsPerRound; run++)
        {
            var decision = (Decision.Accepted)ExecutionEngine.Decide(ExecutionState.Initial, command, context);
            Invariant.Check(decision.State.Status == RunStatus.Succeeded, "The benchmark's machine succeeds.");
        }
        watch.Stop();
        const double states = (double)StatesPerRun * RunsPerRound;
        return (states / watch.Elapsed.TotalSeconds, (GC.GetAllocatedBytesForCurrentThread() - bytes) / states);
    }

    /// <summary>Pass and Choice in turn, five of each and every Choice reads the data; the last state ends the run.</summary>
    private static string Definition()
    {
        var states = Enumerable.Range(0, StatesPerRun).Select(i => i % 2 == 1 || i == StatesPerRun - 1
            ? $$""" "S{{i}}": { "Type": "Pass", {{(i == StatesPerRun - 1 ? "\"End\": true" : $"\"Next\": \"S{i + 1}\"")}} } """
            : $$""" "S{{i}}": { "Type": "Choice", "Choices": [ { "Variable": "$.n", "NumericGreaterThan": 2, "Next": "S{{i + 1}}" } ], "Default": "S{{StatesPerRun - 1}}" } """);
        return $"{{ {string.Join(",", states)} }}";
    }
}
