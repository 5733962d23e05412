using Baton.Simulation.Checking;

namespace Baton.Simulation;

/// <summary>What came of a run.</summary>
/// <param name="Trace">The same at every run of the same plan.</param>
internal sealed record Outcome(Plan Plan, IReadOnlyList<Breach> Breaches, Counts Counts, ulong Trace);

/// <summary>Runs plans.</summary>
internal static class Simulation
{
    /// <param name="tell">Told what happens, line by line; null where nobody wants to know.</param>
    public static Outcome Run(Plan plan, Action<string>? tell = null)
    {
        var world = new World(plan, tell);
        try
        {
            for (var step = 0; step < plan.Steps && world.Breaches.All.Count == 0; step++) world.Step();
            if (world.Breaches.All.Count == 0) world.Heal();
            if (world.Breaches.All.Count == 0) world.CheckEnd();
        }
        catch (Exception e)
        {
            world.Breaches.Add("failure", e.ToString());
        }
        return new Outcome(plan, world.Breaches.All, world.Counts, world.Trace.Hash);
    }

    /// <summary>Makes a plan that fails smaller as long as it fails.</summary>
    public static Outcome Shrink(Outcome failed)
    {
        for (var steps = failed.Plan.Steps / 2; steps >= 8; steps = failed.Plan.Steps / 2)
        {
            var shorter = Run(failed.Plan with { Steps = steps });
            if (shorter.Breaches.Count == 0) break;
            failed = shorter;
        }
        string[] names = [.. Plan.Each(failed.Plan.Faults).Select(fault => $"{fault}"), .. Plan.Each(failed.Plan.Features).Select(feature => $"Features.{feature}")];
        foreach (var name in names)
        {
            var less = Run(failed.Plan.Without(name));
            if (less.Breaches.Count > 0) failed = less;
        }
        return failed;
    }
}
