namespace Baton.Client;

/// <summary>An access key, with a session token if it is a temporary one.</summary>
public sealed record AwsCredentials(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>Reads <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c>; null where the first two are not both set.</summary>
    public static AwsCredentials? FromEnvironment() =>
        Variable("AWS_ACCESS_KEY_ID") is { } id && Variable("AWS_SECRET_ACCESS_KEY") is { } secret
            ? new AwsCredentials(id, secret, Variable("AWS_SESSION_TOKEN"))
            : null;

    /// <summary>The key id only: a secret does not reach a log.</summary>
    public override string ToString() => $"AwsCredentials({AccessKeyId})";

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
