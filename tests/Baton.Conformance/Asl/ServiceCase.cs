using Baton.Engine.Execution;
using Baton.Integrations;
using Baton.Integrations.Aws;
using Baton.Json;
using Baton.Language.Model;
using Baton.Local;
using Baton.Runtime.Tasks;
using Baton.Testing;

namespace Baton.Conformance.Asl;

/// <summary>Runs a recorded execution that calls services, with the real integration, against moto or a stand-in.</summary>
internal static class ServiceCase
{
    private static readonly string[] Served = ["sqs", "sns", "dynamodb", "s3", "secretsmanager"];

    private static readonly Lazy<AwsIntegration> OnMoto = new(() => Integration(Moto.Address!, new SocketsHttpHandler { UseProxy = false }));
    private static readonly Lazy<AwsIntegration> OnStandIn = new(() => Integration(new Uri("http://s3.stand-in"), new S3StandIn()));

    /// <summary>Whether the case calls nothing but services that moto stands for, through tasks.</summary>
    public static bool AppliesTo(AslCase test) =>
        test.Needs.Any() && test.Needs.All(Served.Contains) && !test.Definition.Contains("ItemReader", StringComparison.Ordinal) && !test.Definition.Contains("ResultWriter", StringComparison.Ordinal)
        && !test.Definition.Contains("DISTRIBUTED", StringComparison.Ordinal) && Moto.Address is not null;

    public static string? Fault(AslCase test)
    {
        foreach (var call in test.OtherCalls.Where(call => !OnlyLooks(call.Text("op")!))) Prepare(test, call);
        return ExecutionCase.Fault(test, new TaskAnswers { Otherwise = (_, task) => Answer(task) });
    }

    private static TaskAnswer Answer(OpenTask task) => Do(task) switch
    {
        TaskOutcome.Failed failed => new TaskAnswer.Fails(failed.Error, failed.Cause),
        TaskOutcome.Succeeded done when task.Pattern == IntegrationPattern.WaitForTaskToken => new TaskAnswer.Submits(done.Output, new TaskAnswer.Silence()),
        TaskOutcome.Succeeded done => new TaskAnswer.Succeeds(done.Output),
        var other => throw new InvalidOperationException($"No answer for {other}."),
    };

    /// <summary>Does what the recording's client asked of a service beside the execution.</summary>
    private static void Prepare(AslCase test, JsonObject call)
    {
        var operation = call.Text("op")!;
        var parameters = call.Object("params")!;

        if (operation == "PutObject")
        {
            // Bytes were not recorded; what the execution got of them was. The type is that which the recording's client gives.
            if (!parameters.Has("Body") && test.Expected.Object("output")?["Body"] is { } body) parameters = parameters.With("Body", body);
            parameters = parameters.With("ContentType", JsonData.Of("binary/octet-stream"));
        }
        var resource = $"aws-sdk:{call.Text("service")}:{char.ToLowerInvariant(operation[0])}{operation[1..]}";
        if (Do(TaskOf(resource, parameters)) is TaskOutcome.Failed failed) throw new InvalidOperationException($"{resource}: {failed.Error}: {failed.Cause}");
    }

    private static TaskOutcome Do(OpenTask task) =>
        (task.ResourceType == "aws-sdk:s3" ? OnStandIn : OnMoto).Value.InvokeAsync(task, CancellationToken.None).GetAwaiter().GetResult();

    private static AwsIntegration Integration(Uri address, HttpMessageHandler handler)
    {
        var options = new IntegrationOptions();
        options.Endpoints[IntegrationOptions.AnyService] = address;
        return new AwsIntegration(new HttpClient(handler), options, TimeProvider.System);
    }

    private static OpenTask TaskOf(string resource, JsonObject parameters) => new()
    {
        Token = new TaskToken(0, 1, 0, 1, 1),
        Kind = TaskKind.Service,
        ResourceArn = $"arn:aws:states:::{resource}",
        ResourceType = resource[..resource.LastIndexOf(':')],
        Resource = resource[(resource.LastIndexOf(':') + 1)..],
        Pattern = IntegrationPattern.RequestResponse,
        Input = JsonText.Of(parameters),
        ScheduledEventId = 1,
        Execution = new LocalOptions().Identity(Machines.Parse("""{"StartAt":"A","States":{"A":{"Type":"Succeed"} } }"""), JsonText.EmptyObject),
    };

    private static bool OnlyLooks(string operation) =>
        operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("Describe", StringComparison.Ordinal) || operation.StartsWith("List", StringComparison.Ordinal)
        || operation is "ReceiveMessage" or "DeleteMessage";
}
