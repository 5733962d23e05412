namespace Baton.Client.Definitions;

/// <summary>What does a task.</summary>
/// <param name="Arn">The ARN, as the state's <c>Resource</c>.</param>
public sealed record Resource(string Arn)
{
    /// <summary>An activity, which workers do.</summary>
    public static Resource Activity(string name, string region = "us-east-1", string account = "000000000000") => new($"arn:aws:states:{region}:{account}:activity:{name}");

    /// <summary>A Lambda function; the task's input is its payload.</summary>
    public static Resource Function(string name, string region = "us-east-1", string account = "000000000000") => new($"arn:aws:lambda:{region}:{account}:function:{name}");

    /// <summary>An integration, such as <c>Service("sqs", "sendMessage")</c>; the parameters are the service's.</summary>
    /// <param name="service">Its name in the language: <c>lambda</c>, <c>sqs</c>, <c>aws-sdk:s3</c>.</param>
    /// <param name="action">What it is to do.</param>
    public static Resource Service(string service, string action) => new($"arn:aws:states:::{service}:{action}");

    /// <summary>As <see cref="Service"/>, and the task goes on until somebody sends its result with the token that the parameters hand over.</summary>
    public static Resource WaitForTaskToken(string service, string action) => new($"arn:aws:states:::{service}:{action}.waitForTaskToken");

    /// <summary>As <see cref="Service"/>, and the task goes on until the job that it starts has ended; where there is one, in the newer form.</summary>
    public static Resource RunJob(string service, string action) => new($"arn:aws:states:::{service}:{action}.sync{(service == "states" ? ":2" : "")}");
}
