using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Baton.Language.Parsing;

/// <summary>The service integrations that AWS publishes, and our own, and how each can end.</summary>
internal static partial class ServiceIntegrations
{
    private const string Sdk = "aws-sdk:";
    private const string Token = ".waitForTaskToken";

    /// <summary>Service and action to the suffixes it can have; that without a suffix is always there.</summary>
    private static readonly FrozenDictionary<string, string> Published = Table(
        ("lambda", Token, "invoke"),
        ("states", ".sync .sync:2 " + Token, "startExecution"),
        ("sqs", Token, "sendMessage"),
        ("sns", Token, "publish"),
        ("events", Token, "putEvents"),
        ("dynamodb", "", "getItem putItem updateItem deleteItem"),
        ("apigateway", Token, "invoke"),
        ("http", "", "invoke"),
        ("ecs", ".sync " + Token, "runTask"),
        ("batch", ".sync", "submitJob"),
        ("glue", ".sync", "startJobRun"),
        ("databrew", ".sync", "startJobRun"),
        ("athena", ".sync", "startQueryExecution"),
        ("athena", "", "stopQueryExecution getQueryExecution getQueryResults"),
        ("codebuild", ".sync", "startBuild startBuildBatch"),
        ("codebuild", "", "stopBuild stopBuildBatch batchDeleteBuilds batchGetReports"),
        ("elasticmapreduce", ".sync", "createCluster terminateCluster addStep"),
        ("elasticmapreduce", "", "cancelStep setClusterTerminationProtection modifyInstanceFleetByName modifyInstanceGroupByName"),
        ("emr-containers", ".sync", "deleteVirtualCluster startJobRun"),
        ("emr-containers", "", "createVirtualCluster"),
        ("emr-serverless", ".sync", "createApplication startApplication stopApplication deleteApplication startJobRun cancelJobRun"),
        ("eks", ".sync", "createCluster deleteCluster createNodegroup deleteNodegroup createFargateProfile deleteFargateProfile runJob"),
        ("eks", "", "call"),
        ("mediaconvert", ".sync", "createJob"),
        ("sagemaker", ".sync", "createTrainingJob createTransformJob createProcessingJob createLabelingJob createHyperParameterTuningJob"),
        ("sagemaker", "", "createEndpoint createEndpointConfig createModel updateEndpoint"),
        ("bedrock", Token, "invokeModel"),
        ("bedrock", ".sync", "createModelCustomizationJob"),
        ("bedrockagentcore", "", "invokeHarness"),
        // These are Baton's own.
        ("human", Token, "createTask"),
        ("case", "", "update"),
        ("email", ".sync", "send"));

    public static bool Offers(string service, string action, string suffix)
    {
        if (service.StartsWith(Sdk, StringComparison.Ordinal))
        {
            return suffix is "" or Token && SdkService().IsMatch(service) && SdkAction().IsMatch(action);
        }
        return Published.TryGetValue($"{service}:{action}", out var suffixes) && (suffix.Length == 0 || suffixes.Split(' ').Contains(suffix));
    }

    private static FrozenDictionary<string, string> Table(params ReadOnlySpan<(string Service, string Suffixes, string Actions)> rows)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (service, suffixes, actions) in rows)
        {
            foreach (var action in actions.Split(' ')) table.Add($"{service}:{action}", suffixes);
        }
        return table.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^aws-sdk:[a-z][a-z0-9]*\z")]
    private static partial Regex SdkService();

    [GeneratedRegex(@"^[a-z][A-Za-z0-9]*\z")]
    private static partial Regex SdkAction();
}
