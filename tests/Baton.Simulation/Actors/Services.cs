using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Tasks;

namespace Baton.Simulation.Actors;

/// <summary>The functions and jobs that executions call: they answer at once or late, fail, throw, or never answer at all.</summary>
internal sealed class Services(World world) : IJobIntegration
{
    private readonly Chance _chance = world.ChanceOf(211);
    private readonly Dictionary<string, Job> _jobs = [];

    public bool Handles(OpenTask task) => task.Kind != TaskKind.Activity;

    public async Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken)
    {
        Called(task);
        world.Counts.Calls++;
        if (_chance.Happens(0.5)) await world.PassAsync(_chance.Seconds(0.01, 15));
        if (!world.Has(Faults.Workers)) return Succeed(task);
        switch (_chance.Below(14))
        {
            case 0: return new TaskOutcome.Failed("Some.Error", "The function failed.");
            case 1 when _chance.Happens(0.3): throw new InvalidOperationException("The function threw.");
            case 2 when task.TimeoutSeconds is not null && task.Pattern != IntegrationPattern.RunJob: // the start of a job is waited for
                await new TaskCompletionSource().Task; // it does not even listen to the cancellation
                throw new InvalidOperationException("Nobody ends this wait.");
            default: return Succeed(task);
        }
    }

    public async Task<TaskOutcome> WatchAsync(OpenTask task, CancellationToken cancellationToken)
    {
        var job = _jobs[((JsonString)((JsonObject)task.Submission!.Value)["JobId"]!).Value];
        while (world.Clock.GetUtcNow() < job.EndsAt && !job.IsCancelled)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await world.PassAsync(TimeSpan.FromSeconds(5));
        }
        return job.Fails || job.IsCancelled ? new TaskOutcome.Failed("States.TaskFailed", "The job failed.") : new TaskOutcome.Succeeded(JsonText.Parse("""{"job":"done"}"""));
    }

    public Task CancelAsync(OpenTask task, CancellationToken cancellationToken)
    {
        _jobs[((JsonString)((JsonObject)task.Submission!.Value)["JobId"]!).Value].IsCancelled = true;
        return Task.CompletedTask;
    }

    /// <summary>A call is made for a task that is durable, and once in each run of the server.</summary>
    private void Called(OpenTask task)
    {
        if (task.Token.Partition == ushort.MaxValue) return; // an Express execution's, which is nowhere but in memory
        if (world.Checker.Tokens.Find(task.Token) is not { } known) world.Breaches.Add("early", $"{task.ResourceArn} was called for {task.Token}, of which nothing is durable.");
        else if (known.CalledIn == world.Incarnation) world.Breaches.Add("twice", $"{task.ResourceArn} was called twice for {task.Token}.");
        else known.CalledIn = world.Incarnation;
    }

    private TaskOutcome.Succeeded Succeed(OpenTask task)
    {
        if (task.Pattern == IntegrationPattern.WaitForTaskToken) world.Workers.Hold(task.Token, isSteady: false);
        if (task.Pattern != IntegrationPattern.RunJob) return new TaskOutcome.Succeeded(JsonText.Parse("""{"answer":1}"""));
        var id = $"job{_jobs.Count}";
        _jobs[id] = new Job(world.Clock.GetUtcNow() + _chance.Seconds(0.1, 60), world.Has(Faults.Workers) && _chance.Happens(0.2));
        return new TaskOutcome.Succeeded(JsonText.Parse($$"""{"JobId":"{{id}}"}"""));
    }

    private sealed class Job(DateTimeOffset endsAt, bool fails)
    {
        public DateTimeOffset EndsAt => endsAt;

        public bool Fails => fails;

        public bool IsCancelled { get; set; }
    }
}
