namespace Baton.Client;

/// <summary>Where the service is and how to talk to it. What is not set comes from the environment, then from the defaults.</summary>
public sealed class StepFunctionsClientOptions
{
    /// <summary>Where a Baton on this machine listens unless told otherwise.</summary>
    public static Uri DefaultEndpoint { get; } = new("http://127.0.0.1:7070");

    /// <summary>The service's address. Else <c>BATON_ENDPOINT</c>, <c>AWS_ENDPOINT_URL_SFN</c> or <c>AWS_ENDPOINT_URL</c>, else <see cref="DefaultEndpoint"/>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The region in the signature, and with Baton that of the resources. Else <c>AWS_REGION</c> or <c>AWS_DEFAULT_REGION</c>, else, for an endpoint elsewhere, the profile's in <c>~/.aws</c>, else <c>us-east-1</c>.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// Else <c>AWS_ACCESS_KEY_ID</c> and its siblings; else, for an endpoint on this machine, a key that Baton takes as it takes any, and for one
    /// elsewhere the keys of the profile in <c>~/.aws</c> (<c>AWS_PROFILE</c>) or of the container (ECS, EKS Pod Identity).
    /// </summary>
    public AwsCredentials? Credentials { get; set; }

    /// <summary>Asked before every attempt, for keys that change while the client lives. Wins over <see cref="Credentials"/>.</summary>
    public Func<CancellationToken, ValueTask<AwsCredentials>>? CredentialsSource { get; set; }

    /// <summary>How often a request is repeated after a connection failure, a 5xx answer or throttling. 0 to 20, default 3.</summary>
    public int RetriesMax { get; set; } = 3;

    /// <summary>The longest wait before the first repetition; it doubles each time, and the wait is random up to it. Default 100 ms.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The bound of the growing wait. Default 5 s.</summary>
    public TimeSpan RetryDelayMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one attempt may take. Default 30 s; a long poll for a task has <see cref="LongPollTimeout"/>, an execution that is waited for <see cref="SyncExecutionTimeout"/>.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long one GetActivityTask may take. The service holds it for 60 s, so more than that; default 75 s.</summary>
    public TimeSpan LongPollTimeout { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>How long one StartSyncExecution may take. An execution has five minutes, so more than that; default 315 s.</summary>
    public TimeSpan SyncExecutionTimeout { get; set; } = TimeSpan.FromSeconds(315);

    /// <summary>Sends the requests instead of the client's own connections, and is not disposed with the client; for tests and proxies.</summary>
    public HttpMessageHandler? Handler { get; set; }

    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Options for AWS itself in a region; credentials come from the environment unless set.</summary>
    public static StepFunctionsClientOptions ForAws(string region) => new() { Endpoint = new Uri($"https://states.{region}.amazonaws.com"), Region = region };
}
