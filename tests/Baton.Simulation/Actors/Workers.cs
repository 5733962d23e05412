using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Simulation.Actors;

/// <summary>Those who work on tasks and say how they ended. They outlive the server's crashes.</summary>
internal sealed class Workers(World world)
{
    private readonly Chance _chance = world.ChanceOf(101);
    private readonly List<Word> _words = [];
    private readonly Dictionary<string, int> _polls = [];
    private int _outputs;

    public bool AreAtRest => _words.Count == 0;

    /// <summary>Polls as a healed world does: somebody is always there.</summary>
    public void Poll()
    {
        foreach (var activity in (string[])[RandomMachine.Steady, RandomMachine.Flaky])
        {
            for (var polls = _polls.GetValueOrDefault(activity); polls < 6; polls++) world.Start(() => PollAsync(activity));
        }
    }

    public void PollOnce() => world.Start(() => PollAsync(_chance.Of(RandomMachine.Flaky, RandomMachine.Steady)));

    /// <summary>Somebody has a task, and will say how it ended, or not.</summary>
    public void Hold(TaskToken token, bool isSteady)
    {
        if (!isSteady && world.Has(Faults.Workers) && _chance.Happens(0.15)) return; // it vanishes
        var isTold = _words.Any(word => word.Token == token);
        if (isTold && !(world.Has(Faults.Repeats) && _chance.Happens(0.5))) return; // got again, after a crash
        var due = world.Clock.GetUtcNow() + (isSteady || world.IsHealed ? _chance.Seconds(0.01, 5) : _chance.Happens(0.1) ? _chance.Seconds(40, 400) : _chance.Seconds(0.01, 30));
        var fails = !isSteady && world.Has(Faults.Workers) && _chance.Happens(0.2);
        for (var beats = _chance.Happens(0.4) ? _chance.Between(1, 4) : 0; beats > 0 && !isSteady; beats--)
        {
            _words.Add(new Word(token, WordKind.Heartbeat, world.Clock.GetUtcNow() + _chance.Seconds(0.5, 6 * beats)));
        }
        _words.Add(new Word(token, fails ? WordKind.Failure : WordKind.Success, due));
        while (_chance.Happens(world.Often(Faults.Repeats, 0.3))) _words.Add(new Word(token, WordKind.Success, due + _chance.Seconds(0, 20)));
    }

    /// <summary>Workers whose time has come say how their tasks ended.</summary>
    public void SendWhatIsDue()
    {
        var now = world.Clock.GetUtcNow();
        foreach (var word in _words.Where(word => !word.IsSending && word.DueAt <= now).ToList())
        {
            word.IsSending = true;
            world.Start(() => SendAsync(word));
        }
    }

    public void ServerIsGone()
    {
        _polls.Clear();
        foreach (var word in _words) word.IsSending = false;
    }

    private async Task PollAsync(string activity)
    {
        _polls[activity] = _polls.GetValueOrDefault(activity) + 1;
        var incarnation = world.Incarnation;

        // A worker that goes away while it polls; one that got a task has it all the same.
        using var gone = new CancellationTokenSource();
        var leaves = _chance.Happens(world.Often(Faults.Workers, 0.3));
        using var leaving = leaves ? world.Clock.CreateTimer(_ => gone.Cancel(), null, _chance.Seconds(0.01, 30), Timeout.InfiniteTimeSpan) : null;
        var answer = await world.CallAsync("GetActivityTask", Api.Request(("activityArn", activity), ("workerName", "worker")), gone.Token);
        if (incarnation == world.Incarnation) _polls[activity]--;
        if (answer.Text("taskToken") is not { } text) return;
        if (!TaskToken.TryParse(text, out var token) || world.Checker.Tokens.Find(token) is not { } known)
        {
            world.Breaches.Add("early", $"A worker got {text}, of which nothing is durable.");
            return;
        }
        if (++known.Told > known.HandOuts) world.Breaches.Add("early", $"{text} came out {known.Told} times; {known.HandOuts} times it is durable that a worker has it.");
        if (!known.Input.Equals(JsonText.Parse(answer.Text("input")!))) world.Breaches.Add("told", $"{text} came out with another input.");
        Hold(token, activity == RandomMachine.Steady);
    }

    private async Task SendAsync(Word word)
    {
        var token = ("taskToken", word.Token.ToString());
        var output = $$"""{"word":{{++_outputs}}}""";
        var answer = word.Kind switch
        {
            WordKind.Heartbeat => await world.CallAsync("SendTaskHeartbeat", Api.Request(token)),
            WordKind.Failure => await world.CallAsync("SendTaskFailure", Api.Request(token, ("error", "Worker.Error"))),
            _ => await world.CallAsync("SendTaskSuccess", Api.Request(token, ("output", output))),
        };
        word.IsSending = false;
        word.DueAt = world.Clock.GetUtcNow() + _chance.Seconds(0.5, 8);
        if (answer.Body is null && answer.Error is null) return; // nobody knows: it is sent again
        _words.Remove(word);
        Check(word, answer, output);
    }

    private void Check(Word word, Answer answer, string output)
    {
        var entry = world.Checker.Tokens.Find(word.Token)!;
        if (answer.Error is not null)
        {
            if (!entry.IsOver) world.Breaches.Add("lost", $"A {word.Kind} of {word.Token} was turned away with {answer.Error}, and the task is open.");
            return;
        }
        world.Counts.Acknowledged++;
        if (word.Kind == WordKind.Heartbeat)
        {
            if (entry.HasHeartbeat && ++entry.HeartbeatsTold > entry.Heartbeats) world.Breaches.Add("lost", $"A heartbeat of {word.Token} was acknowledged and is not durable.");
            return;
        }
        if (entry.IsAcknowledged) world.Breaches.Add("twice", $"Two results of {word.Token} were acknowledged.");
        entry.IsAcknowledged = true;
        var isSo = entry.HasEnd && (word.Kind == WordKind.Failure ? entry.Output is null : entry.Output is { } stored && stored.Equals(JsonText.Parse(output)));
        if (!isSo) world.Breaches.Add("lost", $"The {word.Kind} of {word.Token} was acknowledged; the log says {(entry.HasEnd ? entry.Output?.ToString() ?? "a failure" : "nothing")}.");
    }

    private enum WordKind
    {
        Heartbeat,
        Success,
        Failure,
    }

    private sealed class Word(TaskToken token, WordKind kind, DateTimeOffset dueAt)
    {
        public TaskToken Token => token;

        public WordKind Kind => kind;

        public DateTimeOffset DueAt { get; set; } = dueAt;

        /// <summary>Whether it is on its way.</summary>
        public bool IsSending { get; set; }
    }
}
