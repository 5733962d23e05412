using System.Globalization;
using Baton.Api.Protocol;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Api.StateTesting;

/// <summary>The context object of a state under test: the caller's own, or one that looks like that of an Express execution, as AWS runs the test.</summary>
internal static class MockedContext
{
    public const string Invalid = "Invalid Context object provided";

    /// <summary>What each field may have inside; null for any JSON, and else the type.</summary>
    private static readonly Dictionary<string, Dictionary<string, JsonKind?>> Fields = new()
    {
        ["Execution"] = new()
        {
            ["Id"] = JsonKind.String, ["Input"] = null, ["Name"] = JsonKind.String, ["RoleArn"] = JsonKind.String, ["StartTime"] = JsonKind.String,
            ["RedriveCount"] = JsonKind.Number, ["RedriveTime"] = JsonKind.String,
        },
        ["State"] = new() { ["EnteredTime"] = JsonKind.String, ["Name"] = JsonKind.String, ["RetryCount"] = JsonKind.Number },
        ["StateMachine"] = new() { ["Id"] = JsonKind.String, ["Name"] = JsonKind.String },
        ["Task"] = new() { ["Token"] = JsonKind.String },
    };

    /// <summary>A context object as a caller gave it.</summary>
    /// <exception cref="ApiException">It has a field that context objects do not have, or one of another type.</exception>
    public static JsonObject Checked(JsonObject context)
    {
        foreach (var (name, value) in context)
        {
            if (name == "Map") throw Refused("'Map' field is not supported when mocking a Context object");
            if (!Fields.TryGetValue(name, out var fields)) throw Refused($"Field '{name}' is not allowed");
            if (value is not JsonObject members) throw Refused($"{name} must be an object");
            foreach (var (member, inner) in members)
            {
                if (!fields.TryGetValue(member, out var kind)) throw Refused($"Field '{name}.{member}' is not allowed");
                if (kind is { } wanted && inner.Kind != wanted) throw Refused($"{name}.{member} must be a {wanted.ToString().ToLowerInvariant()}");
            }
        }
        return context;
    }

    /// <summary>The context object where the caller gave none.</summary>
    public static JsonObject Of(ExecutionIdentity identity, StateTestRequest test, TaskToken token)
    {
        var started = JsonData.Of(identity.StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        var state = JsonObject.Of(("Name", JsonData.Of(test.State.Name)), ("EnteredTime", started));
        if (test.State is TaskState or MapState or ParallelState) state = state.With("RetryCount", JsonData.Of(test.Configuration.RetrierRetryCount ?? 0));
        var context = JsonObject.Of(
            ("Execution", JsonObject.Of(
                ("Id", JsonData.Of(identity.ExecutionArn)), ("Input", identity.Input.Value), ("StartTime", started), ("Name", JsonData.Of(identity.Name)),
                ("RoleArn", JsonData.Of(identity.RoleArn)))),
            ("StateMachine", JsonObject.Of(("Id", JsonData.Of(identity.StateMachineArn)), ("Name", JsonData.Of(identity.StateMachineName)))),
            ("State", state));
        return test.State is TaskState { Resource: TaskResource.Service { Pattern: not IntegrationPattern.RequestResponse } }
            ? context.With("Task", JsonObject.Of(("Token", JsonData.Of(token.ToString()))))
            : context;
    }

    private static ApiException Refused(string reason) => Errors.Validation($"{Invalid}: {reason}");
}
