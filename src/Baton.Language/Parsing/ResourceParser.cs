using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads what a Task's <c>Resource</c> names.</summary>
internal static class ResourceParser
{
    public static TaskResource? Read(ObjectReader at)
    {
        if (at.String("Resource") is not { } arn) return null;
        var resource = Parse(arn, at.Context.Integrations);
        if (resource is null) at.Error("Resource", arn.StartsWith("arn:", StringComparison.Ordinal) ? NotRecognized(arn) : "Value is not a valid resource ARN");
        else if (at.Context.Express) CheckExpress(at, resource);
        return resource;
    }

    public static string NotRecognized(string arn) =>
        $"The resource provided {Texts.Shown(arn)} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.";

    // resource = arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]
    //          | arn:PARTITION:states:REGION:ACCOUNT:activity:NAME
    //          | arn:PARTITION:states:[REGION]:[ACCOUNT]:integration
    private static TaskResource? Parse(string arn, IReadOnlyList<ServiceIntegration> own)
    {
        var parts = arn.Split(':', 6);
        if (parts.Length < 6 || parts[0] != "arn" || parts[1].Length == 0) return null;
        var (service, region, account, rest) = (parts[2], parts[3], parts[4], parts[5]);
        if (service == "lambda") return region.Length > 0 && account.Length > 0 && IsFunction(rest) ? new TaskResource.LambdaFunction(arn) : null;
        if (service != "states") return null;
        if (rest.StartsWith("activity:", StringComparison.Ordinal))
        {
            return region.Length > 0 && account.Length > 0 && Names.IsName(rest["activity:".Length..]) ? new TaskResource.Activity(arn) : null;
        }
        return Integration(arn, rest, own);
    }

    private static bool IsFunction(string rest)
    {
        var parts = rest.Split(':');
        return parts.Length is 2 or 3 && parts[0] == "function" && parts.All(part => part.Length > 0);
    }

    // integration = SERVICE:ACTION[suffix] | aws-sdk:SERVICE:ACTION[.waitForTaskToken]
    private static TaskResource.Service? Integration(string arn, string rest, IReadOnlyList<ServiceIntegration> own)
    {
        var split = rest.LastIndexOf(':');
        if (split > 0 && rest[(split + 1)..] == "2") split = rest.LastIndexOf(':', split - 1); // the colon of .sync:2
        if (split <= 0) return null;
        var (name, action) = (rest[..split], rest[(split + 1)..]);
        var dot = action.IndexOf('.', StringComparison.Ordinal);
        var (verb, suffix) = dot < 0 ? (action, "") : (action[..dot], action[dot..]);
        IntegrationPattern? pattern = suffix switch
        {
            "" => IntegrationPattern.RequestResponse,
            ".sync" or ".sync:2" => IntegrationPattern.RunJob,
            ".waitForTaskToken" => IntegrationPattern.WaitForTaskToken,
            _ => null,
        };
        return pattern is { } known && (ServiceIntegrations.Offers(name, verb, suffix) || own.Any(integration => Offers(integration, name, verb, suffix)))
            ? new TaskResource.Service(arn, name, action, known)
            : null;
    }

    private static bool Offers(ServiceIntegration integration, string service, string action, string suffix) =>
        integration.Service == service && integration.Action == action
        && (suffix.Length == 0 || (suffix == ".sync" && integration.RunsJobs) || (suffix == ".waitForTaskToken" && integration.CallsBack));

    private static void CheckExpress(ObjectReader at, TaskResource resource)
    {
        var fault = resource switch
        {
            TaskResource.Activity => "Express state machine does not support Activity ARN",
            TaskResource.Service { Pattern: IntegrationPattern.RunJob } => "Express state machine does not support '.sync' service integration",
            // The space at the end is AWS's.
            TaskResource.Service { Pattern: IntegrationPattern.WaitForTaskToken } =>
                "Express state machine does not support '.waitForTaskToken' service integration ",
            _ => null,
        };
        if (fault is not null) at.Error("Resource", fault);
    }
}
