using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing.States;

/// <summary>Reads a Task state.</summary>
internal static class TaskParser
{
    private static readonly FieldSet CredentialFields = FieldSet.Of("RoleArn", "RoleArn.$");

    public static TaskState? Read(ObjectReader at, StateHead head)
    {
        at.Require("Resource");
        var resource = ResourceParser.Read(at);
        IntegrationFields.Check(at, resource);
        var rule = ValueSources.Integer(1, (long)Retrier.SecondsMax);
        var timeout = ValueSources.Read(at, "TimeoutSeconds", rule);
        var heartbeat = ValueSources.Read(at, "HeartbeatSeconds", rule);
        CheckHeartbeat(at, timeout, heartbeat);
        CheckCredentials(at);
        var credentials = Templates.Read(at, "Credentials");
        var (retry, @catch) = (RetryParser.Retriers(at), RetryParser.Catchers(at));
        return resource is null ? null : new TaskState(head, resource)
        {
            Credentials = credentials,
            TimeoutSeconds = timeout,
            HeartbeatSeconds = heartbeat,
            Retry = retry,
            Catch = @catch,
        };
    }

    private static void CheckHeartbeat(ObjectReader at, ValueSource? timeout, ValueSource? heartbeat)
    {
        if (timeout is ValueSource.Literal { Value: JsonNumber whole }
            && heartbeat is ValueSource.Literal { Value: JsonNumber beat } && beat.Value >= whole.Value)
        {
            at.Error("HeartbeatSeconds", "HeartbeatSeconds must be smaller than TimeoutSeconds");
        }
    }

    private static void CheckCredentials(ObjectReader at)
    {
        if (at.Object("Credentials") is not { } credentials) return;
        if (credentials.Has("RoleArn") || (at.Language == QueryLanguage.JsonPath && credentials.Has("RoleArn.$")))
        {
            _ = Objects.Inside(at, "Credentials", CredentialFields);
        }
        else
        {
            at.Error("Credentials", Texts.RequiredInside("RoleArn"));
        }
    }
}
