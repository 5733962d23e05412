using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.IO.Compression;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Api.StateTesting;

/// <summary>The shape of an AWS API's response, which a mocked result of its task has to have. The shapes are data (<c>scripts/mock-models</c>).</summary>
/// <param name="shapes">The named shapes of the service.</param>
/// <param name="root">The response.</param>
internal sealed class MockModel(JsonObject shapes, JsonData root)
{
    private const string Sdk = "aws-sdk:";

    private static readonly ConcurrentDictionary<string, JsonObject> Services = new();

    /// <summary>The services that a Task names otherwise than the SDK does, and those whose mocked results are not checked: they give what they are given.</summary>
    private static readonly FrozenDictionary<string, string?> Optimized = new Dictionary<string, string?>
    {
        ["states"] = "sfn", ["events"] = "eventbridge", ["elasticmapreduce"] = "emr", ["emr-containers"] = "emrcontainers", ["emr-serverless"] = "emrserverless",
        ["lambda"] = "lambda", ["http"] = null, ["apigateway"] = null, ["eks"] = null,
    }.ToFrozenDictionary();

    /// <summary>The API that tells how a job ended, which is what a <c>.sync</c> task gives.</summary>
    private static readonly FrozenDictionary<string, string> Polling = new Dictionary<string, string>
    {
        ["states:startExecution"] = "DescribeExecution", ["ecs:runTask"] = "DescribeTasks", ["batch:submitJob"] = "DescribeJobs", ["glue:startJobRun"] = "GetJobRun",
        ["databrew:startJobRun"] = "DescribeJobRun", ["athena:startQueryExecution"] = "GetQueryExecution", ["codebuild:startBuild"] = "BatchGetBuilds",
        ["codebuild:startBuildBatch"] = "BatchGetBuildBatches", ["elasticmapreduce:createCluster"] = "DescribeCluster", ["elasticmapreduce:terminateCluster"] = "DescribeCluster",
        ["elasticmapreduce:addStep"] = "DescribeStep", ["emr-containers:startJobRun"] = "DescribeJobRun", ["emr-containers:deleteVirtualCluster"] = "DescribeVirtualCluster",
        ["emr-serverless:startJobRun"] = "GetJobRun", ["emr-serverless:cancelJobRun"] = "GetJobRun", ["emr-serverless:createApplication"] = "GetApplication",
        ["emr-serverless:startApplication"] = "GetApplication", ["emr-serverless:stopApplication"] = "GetApplication", ["emr-serverless:deleteApplication"] = "GetApplication",
        ["mediaconvert:createJob"] = "GetJob", ["sagemaker:createTrainingJob"] = "DescribeTrainingJob", ["sagemaker:createTransformJob"] = "DescribeTransformJob",
        ["sagemaker:createProcessingJob"] = "DescribeProcessingJob", ["sagemaker:createLabelingJob"] = "DescribeLabelingJob",
        ["sagemaker:createHyperParameterTuningJob"] = "DescribeHyperParameterTuningJob", ["bedrock:createModelCustomizationJob"] = "GetModelCustomizationJob",
    }.ToFrozenDictionary();

    /// <summary>The model of what a task gives; null where it gives whatever it is given, or the API is not known.</summary>
    public static MockModel? Of(TaskResource.Service resource)
    {
        var action = resource.Action.Split('.')[0];
        if (resource.Pattern == IntegrationPattern.WaitForTaskToken) return null; // somebody calls back with anything
        if (resource.Pattern == IntegrationPattern.RunJob && !Polling.TryGetValue($"{resource.ServiceName}:{action}", out action)) return null;
        var name = resource.ServiceName.StartsWith(Sdk, StringComparison.Ordinal) ? resource.ServiceName[Sdk.Length..] : Optimized.GetValueOrDefault(resource.ServiceName, resource.ServiceName);
        if (name is null || Find(name) is not { } service) return null;
        var operations = (JsonObject)service["operations"]!;
        return operations.FirstOrDefault(operation => string.Equals(operation.Key, action, StringComparison.OrdinalIgnoreCase)).Value is { } root
            ? new MockModel((JsonObject)service["shapes"]!, root) { IsParsed = resource.ServiceName is "lambda" || resource.Action.EndsWith(".sync:2", StringComparison.Ordinal) }
            : null;
    }

    /// <summary>Whether texts that are JSON are given as JSON: payloads of functions, inputs and outputs of executions.</summary>
    private bool IsParsed { get; init; }

    /// <summary>What is wrong with a mocked result; null where nothing is.</summary>
    /// <param name="result">The result.</param>
    /// <param name="strict">Whether what is required has to be there.</param>
    public string? Fault(JsonData result, bool strict) => Fault(root, result, "", strict);

    private string? Fault(JsonData shape, JsonData value, string field, bool strict)
    {
        switch (shape)
        {
            case JsonString { Value: var type }:
                return type.Equals(value.Kind.ToString(), StringComparison.OrdinalIgnoreCase) || (IsParsed && field is "Payload" or "Input" or "Output") ? null : $"Field '{field}' must be a {type}";
            case JsonArray item:
                return value is JsonArray items ? items.Select(inner => Fault(item[0], inner, field, strict)).FirstOrDefault(fault => fault is not null) : $"Field '{field}' must be an array";
            case JsonObject named when named["shape"] is JsonString { Value: var name }:
                return value is JsonObject members ? MembersFault((JsonObject)shapes[name]!, members, strict) : $"Field '{field}' must be an object";
            case JsonObject map when map["map"] is { } inner:
                return value is JsonObject entries ? entries.Select(entry => Fault(inner, entry.Value, entry.Key, strict)).FirstOrDefault(fault => fault is not null) : $"Field '{field}' must be an object";
            case JsonObject words when words["string"] is JsonObject set:
                if (value is not JsonString text) return $"Field '{field}' must be a string";
                return ((JsonArray)set["enum"]!).Contains(text) ? null : $"Field '{field}' is not an expected value";
            default:
                if (value is not JsonNumber number) return $"Field '{field}' must be a number";
                var bounds = (JsonObject)((JsonObject)shape)["number"]!;
                if (bounds["min"] is JsonNumber min && number.Value < min.Value) return $"Field '{field}' is less than the minimum value";
                return bounds["max"] is JsonNumber max && number.Value > max.Value ? $"Field '{field}' exceeds the maximum value" : null;
        }
    }

    private string? MembersFault(JsonObject shape, JsonObject value, bool strict)
    {
        if (strict)
        {
            foreach (var required in ((JsonArray)shape["required"]!).Cast<JsonString>())
            {
                if (!value.Has(required.Value)) return $"Required field '{required.Value}' is missing";
            }
        }
        var members = (JsonObject)shape["members"]!;
        return value.Select(member => members[member.Key] is { } inner ? Fault(inner, member.Value, member.Key, strict) : null).FirstOrDefault(fault => fault is not null);
    }

    private static JsonObject? Find(string service)
    {
        if (Services.TryGetValue(service, out var known)) return known;
        return Load(service) is { } model ? Services.GetOrAdd(service, model) : null;
    }

    private static JsonObject? Load(string service)
    {
        using var stream = typeof(MockModel).Assembly.GetManifestResourceStream("MockModels.zip")!;
        using var archive = new ZipArchive(stream);
        if (archive.GetEntry($"{service}.json") is not { } entry) return null;
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return (JsonObject)JsonData.Parse(bytes.ToArray(), new JsonLimits(int.MaxValue, JsonLimits.DepthCap));
    }
}
