using System.Collections.Frozen;
using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Integrations.Aws.Jobs;

/// <summary>The jobs that <c>.sync</c> tasks can wait for.</summary>
internal static class JobKinds
{
    private const string StopCause = "The task that started this and waited for it has ended.";

    private static readonly FrozenDictionary<string, JobKind> Known = new Dictionary<string, JobKind>
    {
        ["states:startExecution"] = new(
            "DescribeExecution", (_, started) => Of(("ExecutionArn", started["ExecutionArn"])), "", "Status", ["SUCCEEDED"], ["FAILED", "TIMED_OUT", "ABORTED"],
            "StopExecution", (_, started) => Of(("ExecutionArn", started["ExecutionArn"]), ("Cause", JsonData.Of(StopCause)))) 
        {
            Texts = ["Input", "Output"],
            LeftOut = ["RedriveCount", "RedriveStatus", "RedriveStatusReason"], // as in the recordings that compare them
        },
        ["ecs:runTask"] = new(
            "DescribeTasks", (input, started) => Of(("Cluster", input["Cluster"]), ("Tasks", List(JobKind.At(started, "Tasks.0.TaskArn")))), "Tasks.0", "LastStatus", ["STOPPED"], [],
            "StopTask", (input, started) => Of(("Cluster", input["Cluster"]), ("Task", JobKind.At(started, "Tasks.0.TaskArn")))) { EndedWell = ContainersEndedWell },
        ["batch:submitJob"] = new(
            "DescribeJobs", (_, started) => Of(("Jobs", List(started["JobId"]))), "Jobs.0", "Status", ["SUCCEEDED"], ["FAILED"],
            "TerminateJob", (_, started) => Of(("JobId", started["JobId"]), ("Reason", JsonData.Of(StopCause)))),
        ["glue:startJobRun"] = new(
            "GetJobRun", (input, started) => Of(("JobName", input["JobName"]), ("RunId", started["JobRunId"])), "JobRun", "JobRunState", ["SUCCEEDED"], ["FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"],
            "BatchStopJobRun", (input, started) => Of(("JobName", input["JobName"]), ("JobRunIds", List(started["JobRunId"])))),
        ["athena:startQueryExecution"] = new(
            "GetQueryExecution", (_, started) => Of(("QueryExecutionId", started["QueryExecutionId"])), "QueryExecution", "Status.State", ["SUCCEEDED"], ["FAILED", "CANCELLED"],
            "StopQueryExecution", (_, started) => Of(("QueryExecutionId", started["QueryExecutionId"]))) { ResultName = "QueryExecution" },
        ["codebuild:startBuild"] = Build("BatchGetBuilds", "Build", "StopBuild"),
        ["codebuild:startBuildBatch"] = Build("BatchGetBuildBatches", "BuildBatch", "StopBuildBatch"),
        ["sagemaker:createTrainingJob"] = Named("TrainingJob"),
        ["sagemaker:createTransformJob"] = Named("TransformJob"),
        ["sagemaker:createProcessingJob"] = Named("ProcessingJob"),
        ["sagemaker:createHyperParameterTuningJob"] = Named("HyperParameterTuningJob"),
        ["sagemaker:createLabelingJob"] = Named("LabelingJob"),
    }.ToFrozenDictionary();

    public static JobKind? Find(OpenTask task) => Known.GetValueOrDefault($"{task.ResourceType}:{ServiceTask.ActionOf(task)}");

    private static JobKind Build(string describe, string name, string stop) => new(
        describe, (_, started) => Of(("Ids", List(JobKind.At(started, $"{name}.Id")))), name == "Build" ? "Builds.0" : "BuildBatches.0", $"{name}Status",
        ["SUCCEEDED"], ["FAILED", "FAULT", "TIMED_OUT", "STOPPED"], stop, (_, started) => Of(("Id", JobKind.At(started, $"{name}.Id")))) { ResultName = name };

    private static JobKind Named(string kind) => new(
        $"Describe{kind}", (input, _) => Of(($"{kind}Name", input[$"{kind}Name"])), "", $"{kind}Status", ["Completed"], ["Failed", "Stopped"],
        $"Stop{kind}", (input, _) => Of(($"{kind}Name", input[$"{kind}Name"])));

    /// <summary>A task that has stopped ended well when each of its containers did.</summary>
    private static bool ContainersEndedWell(JsonObject task) =>
        task["Containers"] is not JsonArray containers || containers.All(container => (container as JsonObject)?["ExitCode"] is null or JsonNumber { Value: 0 });

    private static JsonArray List(JsonData? item) => item is null ? JsonArray.Empty : new JsonArray(item);

    private static JsonObject Of(params (string Name, JsonData? Value)[] members) => JsonObject.Of([.. members.Where(member => member.Value is not null).Select(member => KeyValuePair.Create(member.Name, member.Value!))]);
}
