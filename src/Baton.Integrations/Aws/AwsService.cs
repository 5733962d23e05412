namespace Baton.Integrations.Aws;

/// <summary>How a service's API goes over the wire.</summary>
public enum WireProtocol
{
    /// <summary><c>POST /</c> with the action in <c>X-Amz-Target</c>, JSON 1.0.</summary>
    Json10,

    /// <summary>The same with JSON 1.1.</summary>
    Json11,

    /// <summary>A form with <c>Action</c> and <c>Version</c> in, XML out.</summary>
    Query,

    /// <summary>Methods and paths, JSON bodies.</summary>
    RestJson,

    /// <summary>Methods and paths, XML bodies.</summary>
    RestXml,
}

/// <summary>What has to be known of a service to call it: facts that AWS publishes.</summary>
/// <param name="Name">As in <c>arn:aws:states:::aws-sdk:NAME:ACTION</c>, like <c>dynamodb</c>.</param>
/// <param name="SdkName">As in error names of <c>aws-sdk</c> tasks, like <c>DynamoDb</c>.</param>
/// <param name="Protocol">How its API goes over the wire.</param>
/// <param name="Target">What comes before the action in <c>X-Amz-Target</c>, or the version of a Query API; empty for REST.</param>
/// <param name="SigningName">The service's name in signatures.</param>
public sealed record AwsService(string Name, string SdkName, WireProtocol Protocol, string Target, string SigningName)
{
    /// <summary>Whether members are camelCase on the wire; in a workflow they are PascalCase.</summary>
    public bool IsCamelCase { get; init; }

    /// <summary>How an optimized integration of the service names itself; null where there is none.</summary>
    public OptimizedName? Optimized { get; init; }

    /// <summary>Members that are text to the service; a workflow may give any JSON, which is written as text.</summary>
    public IReadOnlyCollection<string> Texts { get; init; } = [];

    /// <summary>Members that are bytes to the service; a workflow gives text or JSON.</summary>
    public IReadOnlyCollection<string> Bytes { get; init; } = [];

    /// <summary>Members whose own names are the user's, so that they keep their case.</summary>
    public IReadOnlyCollection<string> Maps { get; init; } = [];

    /// <summary>Errors that the service's model names, where others do not count as known. Empty: all but the errors that every service has.</summary>
    public IReadOnlyCollection<string> Errors { get; init; } = [];
}

/// <summary>The names of an optimized integration, which speaks through version 1 of the AWS SDK.</summary>
/// <param name="Service">As in <c>arn:aws:states:::SERVICE:ACTION</c>, like <c>events</c>.</param>
/// <param name="Prefix">What error names begin with, like <c>EventBridge</c>.</param>
/// <param name="SdkService">What causes call the service, like <c>AmazonEventBridge</c>.</param>
/// <param name="BaseException">The name of errors that the service's model does not name; by default that of the service.</param>
public sealed record OptimizedName(string Service, string Prefix, string SdkService, string? BaseException = null);
