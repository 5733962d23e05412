using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;
using Baton.Runtime.Tasks;

namespace Baton.Integrations.Tests.Aws;

/// <summary>Tasks as executions would ask for them.</summary>
internal static class Tasks
{
    private static int _tokens;

    /// <param name="resource">The part of the ARN after <c>arn:aws:states:::</c>.</param>
    public static OpenTask Of(string resource, string input)
    {
        var split = resource.EndsWith(".sync:2", StringComparison.Ordinal) ? resource.LastIndexOf(':', resource.Length - 3) : resource.LastIndexOf(':');
        return new OpenTask
        {
            Token = new TaskToken(0, 1, 0, (ulong)Interlocked.Increment(ref _tokens), 1),
            Kind = TaskKind.Service,
            ResourceArn = $"arn:aws:states:::{resource}",
            ResourceType = resource[..split],
            Resource = resource[(split + 1)..],
            Pattern = resource.Contains(".sync", StringComparison.Ordinal) ? IntegrationPattern.RunJob
                : resource.EndsWith(".waitForTaskToken", StringComparison.Ordinal) ? IntegrationPattern.WaitForTaskToken : IntegrationPattern.RequestResponse,
            Input = JsonText.Parse(input),
            ScheduledEventId = 3,
            Execution = new ExecutionIdentity
            {
                ExecutionArn = "arn:aws:states:us-east-1:000000000000:execution:m:e",
                Name = "e",
                StateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:m",
                StateMachineName = "m",
                Region = "us-east-1",
                RoleArn = "arn:aws:iam::000000000000:role/r",
                Input = JsonText.EmptyObject,
                StartedAt = DateTimeOffset.UnixEpoch,
            },
        };
    }

    public static Task<TaskOutcome> DoAsync(this ITaskIntegration integration, string resource, string input) => integration.InvokeAsync(Of(resource, input), CancellationToken.None);

    public static async Task<JsonObject> SucceedsAsync(this ITaskIntegration integration, string resource, string input)
    {
        var outcome = await integration.DoAsync(resource, input);
        Assert.True(outcome is TaskOutcome.Succeeded, $"{resource}: {outcome}");
        return (JsonObject)((TaskOutcome.Succeeded)outcome).Output.Value;
    }

    public static async Task<TaskOutcome.Failed> FailsAsync(this ITaskIntegration integration, string resource, string input) =>
        Assert.IsType<TaskOutcome.Failed>(await integration.DoAsync(resource, input));
}
