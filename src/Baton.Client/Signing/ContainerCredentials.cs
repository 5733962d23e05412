using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Baton.Client;

/// <summary>
/// The keys that a container is given (ECS, EKS Pod Identity) at <c>AWS_CONTAINER_CREDENTIALS_RELATIVE_URI</c> or
/// <c>AWS_CONTAINER_CREDENTIALS_FULL_URI</c>; fetched when needed, and again before they expire.
/// </summary>
/// <param name="address">Where they are.</param>
/// <param name="time">Says when they expire.</param>
[SuppressMessage("Design", "CA1001", Justification = "Nobody waits by handle for the semaphore, so there is nothing to dispose of.")]
internal sealed partial class ContainerCredentials(Uri address, TimeProvider time)
{
    private const string EcsHost = "http://169.254.170.2";

    /// <summary>How long before their end keys are replaced.</summary>
    private static readonly TimeSpan RenewedBefore = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FetchTime = TimeSpan.FromSeconds(5);

    private static readonly string[] PlainHosts = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

    private readonly SemaphoreSlim _fetching = new(1);
    private Answer? _known;

    /// <returns>Null where the environment names no such place.</returns>
    /// <exception cref="ArgumentException">The place is one that keys must not be asked of in plain text.</exception>
    public static ContainerCredentials? FromEnvironment(TimeProvider time)
    {
        if (Variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI") is { } relative) return new ContainerCredentials(new Uri(EcsHost + relative), time);
        if (Variable("AWS_CONTAINER_CREDENTIALS_FULL_URI") is not { } full) return null;
        return Uri.TryCreate(full, UriKind.Absolute, out var address) && (address.Scheme == "https" || (address.Scheme == "http" && (address.IsLoopback || PlainHosts.Contains(address.Host))))
            ? new ContainerCredentials(address, time)
            : throw new ArgumentException($"AWS_CONTAINER_CREDENTIALS_FULL_URI is '{full}'; expected an https address, or http on this machine or of the container's own service.", nameof(time));
    }

    /// <exception cref="HttpRequestException">The place does not give keys.</exception>
    public async ValueTask<AwsCredentials> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known) return known;
        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (Fresh() is { } fetched) return fetched;
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = FetchTime };
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (await TokenAsync(cancellationToken) is { } token) request.Headers.TryAddWithoutValidation("Authorization", token);
            using var response = await http.SendAsync(request, cancellationToken);
            _known = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync(Json.Default.Answer, cancellationToken);
            return _known?.Credentials ?? throw new HttpRequestException($"{address} gave something else than keys.");
        }
        finally
        {
            _fetching.Release();
        }
    }

    private AwsCredentials? Fresh() => _known is { } known && (known.Expiration is not { } end || end - RenewedBefore > time.GetUtcNow()) ? known.Credentials : null;

    private static async Task<string?> TokenAsync(CancellationToken cancellationToken) => Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { } file
        ? (await File.ReadAllTextAsync(file, cancellationToken)).Trim()
        : Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN");

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    internal sealed record Answer(string? AccessKeyId, string? SecretAccessKey, string? Token, DateTimeOffset? Expiration)
    {
        [JsonIgnore]
        public AwsCredentials? Credentials => AccessKeyId is { } id && SecretAccessKey is { } secret ? new AwsCredentials(id, secret, Token) : null;
    }

    [JsonSerializable(typeof(Answer))]
    private sealed partial class Json : JsonSerializerContext;
}
