namespace Baton.Language.Model;

/// <summary>How a service integration ends.</summary>
public enum IntegrationPattern
{
    /// <summary>The task is done when the service has answered.</summary>
    RequestResponse,

    /// <summary>The task is done when the job that the service started is done (<c>.sync</c>, <c>.sync:2</c>).</summary>
    RunJob,

    /// <summary>The task is done when somebody calls back with its token (<c>.waitForTaskToken</c>).</summary>
    WaitForTaskToken,
}

/// <summary>What a Task state's <c>Resource</c> names.</summary>
public abstract record TaskResource(string Arn)
{
    /// <summary>An activity, whose workers poll: <c>arn:aws:states:REGION:ACCOUNT:activity:NAME</c>.</summary>
    public sealed record Activity(string Arn) : TaskResource(Arn);

    /// <summary>A Lambda function called directly: <c>arn:aws:lambda:REGION:ACCOUNT:function:NAME</c>. Input and output are the bare payloads.</summary>
    public sealed record LambdaFunction(string Arn) : TaskResource(Arn);

    /// <summary>A service integration, <c>arn:aws:states:::SERVICE:ACTION[.sync|.sync:2|.waitForTaskToken]</c>.</summary>
    /// <param name="Arn">The whole ARN.</param>
    /// <param name="ServiceName">What history calls resourceType: <c>lambda</c>, <c>sqs</c>, <c>aws-sdk:s3</c>.</param>
    /// <param name="Action">What history calls resource, with its suffix: <c>invoke.waitForTaskToken</c>.</param>
    /// <param name="Pattern">How the integration ends.</param>
    public sealed record Service(string Arn, string ServiceName, string Action, IntegrationPattern Pattern) : TaskResource(Arn);
}
