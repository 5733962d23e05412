using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Integrations.Aws;

/// <summary>A task as a call of a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="IsOptimized">Whether the resource is <c>SERVICE:ACTION</c> and not <c>aws-sdk:SERVICE:ACTION</c>: then it has other names for errors and tells of the HTTP answer.</param>
/// <param name="Operation">Like <c>PutItem</c>.</param>
internal sealed record ServiceTask(OpenTask Task, AwsService Service, bool IsOptimized, string Operation)
{
    public JsonObject Parameters => Task.Input.Value as JsonObject ?? JsonObject.Empty;

    /// <summary>The part of <c>Resource</c> before its suffix.</summary>
    public static string ActionOf(OpenTask task) => task.Resource.Split('.')[0];
}
