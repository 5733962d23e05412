namespace Baton.Client.Transport;

/// <summary>The options after environment and defaults were asked, checked, and out of reach of later changes.</summary>
internal sealed record ClientSettings
{
    private static readonly AwsCredentials LocalCredentials = new("baton", "baton");

    public required Uri Endpoint { get; init; }

    /// <summary>Where those operations are that the API model gives a host of their own: at AWS, and nowhere else.</summary>
    public required Uri SyncEndpoint { get; init; }

    public required string Region { get; init; }

    public required Func<CancellationToken, ValueTask<AwsCredentials>> Credentials { get; init; }

    public required RetryRule Retries { get; init; }

    public required TimeSpan RequestTimeout { get; init; }

    public required TimeSpan LongPollTimeout { get; init; }

    public required TimeSpan SyncExecutionTimeout { get; init; }

    public required TimeProvider Time { get; init; }

    public static ClientSettings From(StepFunctionsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.RetriesMax, nameof(options.RetriesMax));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.RetriesMax, 20, nameof(options.RetriesMax));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RetryDelay, TimeSpan.Zero, nameof(options.RetryDelay));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.RequestTimeout, TimeSpan.Zero, nameof(options.RequestTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.LongPollTimeout, TimeSpan.Zero, nameof(options.LongPollTimeout));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.SyncExecutionTimeout, TimeSpan.Zero, nameof(options.SyncExecutionTimeout));
        var endpoint = EndpointOf(options);
        var profile = endpoint.IsLoopback ? null : SharedProfile.Read(); // a Baton on this machine asks for no keys
        return new ClientSettings
        {
            Endpoint = endpoint,
            SyncEndpoint = IsAws(endpoint.Host) ? new UriBuilder(endpoint) { Host = $"sync-{endpoint.Host}" }.Uri : endpoint,
            Region = options.Region ?? Variable("AWS_REGION") ?? Variable("AWS_DEFAULT_REGION") ?? profile?.Region ?? "us-east-1",
            Credentials = CredentialsOf(options, endpoint, profile),
            Retries = new RetryRule(options.RetriesMax, options.RetryDelay, options.RetryDelayMax),
            RequestTimeout = options.RequestTimeout,
            LongPollTimeout = options.LongPollTimeout,
            SyncExecutionTimeout = options.SyncExecutionTimeout,
            Time = options.TimeProvider,
        };
    }

    private static Uri EndpointOf(StepFunctionsClientOptions options)
    {
        if (options.Endpoint is { } given) return Checked(given, "Endpoint");
        foreach (var name in (string[])["BATON_ENDPOINT", "AWS_ENDPOINT_URL_SFN", "AWS_ENDPOINT_URL"])
            if (Variable(name) is { } text)
                return Uri.TryCreate(text, UriKind.Absolute, out var uri)
                    ? Checked(uri, name)
                    : throw new ArgumentException($"Expected an address such as http://127.0.0.1:7070 in {name}, found '{text}'.", nameof(options));
        return StepFunctionsClientOptions.DefaultEndpoint;
    }

    private static bool IsAws(string host) =>
        host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".amazonaws.com.cn", StringComparison.OrdinalIgnoreCase);

    private static Uri Checked(Uri uri, string source) =>
        uri is { IsAbsoluteUri: true, Scheme: "http" or "https" }
            ? uri
            : throw new ArgumentException($"Expected an http or https address in {source}, found '{uri}'.", source);

    private static Func<CancellationToken, ValueTask<AwsCredentials>> CredentialsOf(StepFunctionsClientOptions options, Uri endpoint, SharedProfile? profile)
    {
        if (options.CredentialsSource is { } source) return source;
        var found = options.Credentials ?? AwsCredentials.FromEnvironment() ?? (endpoint.IsLoopback ? LocalCredentials : profile?.Credentials);
        if (found is not null) return _ => ValueTask.FromResult(found);
        return ContainerCredentials.FromEnvironment(options.TimeProvider) is { } container
            ? container.GetAsync
            : throw new ArgumentException($"No credentials for {endpoint}: set Credentials, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile in ~/.aws/credentials.", nameof(options));
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
