using System.Collections.Concurrent;
using System.Globalization;
using Baton.Client.Worker;

namespace SupportCase.Representative;

/// <summary>What the representative does with offers and cases: reads the scenario, takes its time, says what it does.</summary>
internal sealed class Desk(string name, Scenarios scenarios, TimeSpan pace)
{
    private readonly ConcurrentDictionary<string, int> _offers = new();

    public static void Say(string text) => Console.WriteLine($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} representative  {text}");

    public async Task<Assignment> TakeAsync(Offer offer, ActivityContext context)
    {
        var count = _offers.AddOrUpdate(offer.Case.Id, 1, (_, before) => before + 1);
        if (count <= scenarios[offer.Scenario].IgnoredOffers)
        {
            Say($"case {offer.Case.Id}: nobody sees offer {count}");
            // Until the worker host hears that the offer has timed out.
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }

        await Task.Delay(pace, context.CancellationToken);
        Say($"case {offer.Case.Id}: {name} takes it ('{offer.Case.Subject}')");
        return new Assignment(name);
    }

    public async Task<Result> WorkAsync(Work work, ActivityContext context)
    {
        var script = scenarios[work.Scenario];
        await Task.Delay(pace, context.CancellationToken);
        if (work.Conversation is null && script.Question is { } question)
        {
            Say($"case {work.Case.Id}: {name} asks {work.Case.Customer}: {question}");
            return new Result("ask", Question: question);
        }

        Say($"case {work.Case.Id}: {name} solves it: {script.Solution}");
        return new Result("solve", Solution: script.Solution);
    }
}
