using Baton.Engine.Execution;
using Baton.Json;
using Baton.Runtime.Execution;
using Baton.Store;
using Baton.WebConsole.Query;

namespace Baton.WebConsole.Tests.Query;

/// <summary>Makes executions of all kinds, over few values.</summary>
internal static class RandomFacts
{
    /// <summary>One of which everything is known, and the same one of which its row is known alone.</summary>
    public static (ExecutionFacts All, Func<ExecutionFacts> Fresh) Make(Random random, long number)
    {
        var status = (ExecutionStatus)random.Next(1, 6);
        var machine = Arn("stateMachine", RandomQueries.Machines[random.Next(RandomQueries.Machines.Length)]);
        var started = QueryText.Now.AddSeconds(-random.Next(10_000));
        var row = new ExecutionRow
        {
            Number = number, Arn = Arn("execution", $"{machine[(machine.LastIndexOf(':') + 1)..]}:e-{random.Next(20)}"), Partition = 0, StateMachineId = 1, Revision = 1, Status = status, StartedAt = started,
            StoppedAt = status == ExecutionStatus.Running ? null : started.AddSeconds(random.Next(600)), RedriveCount = random.Next(3), PublishedVersion = random.Next(2) == 0 ? null : random.Next(3),
            Alias = random.Next(2) == 0 ? null : "live", Version = 3,
        };
        var identity = new ExecutionIdentity
        {
            ExecutionArn = row.Arn, Name = "e", StateMachineArn = machine, StateMachineName = "m", Region = "us-east-1", RoleArn = "r", StartedAt = started,
            Input = JsonText.Parse(random.Next(3) switch { 0 => """{"order":{"id":1},"items":["a",2]}""", 1 => """{"order":{"id":"1"},"items":[]}""", _ => "null" }),
        };
        var data = new ExecutionDescription(row, identity)
        {
            Output = status == ExecutionStatus.Succeeded ? JsonText.Parse("""{"order":2}""") : null,
            Error = ExecutionFacts.CanHaveError(status) && random.Next(3) > 0 ? random.Next(2) == 0 ? "No" : "Stopped" : null,
            Cause = ExecutionFacts.CanHaveError(status) && random.Next(3) > 0 ? "No order" : null,
        };
        var @case = random.Next(2) == 0 ? null : (JsonObject)JsonData.Parse("""{"key":"K-1","status":"open"}""");
        ExecutionFacts Fresh() => new(row, machine);
        var all = Fresh();
        all.Data = data;
        all.Case = @case;
        return (all, Fresh);
    }

    private static string Arn(string kind, string name) => $"arn:aws:states:us-east-1:000000000000:{kind}:{name}";
}
