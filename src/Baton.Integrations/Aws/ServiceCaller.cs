using System.Net.Sockets;
using Baton.Client;
using Baton.Engine.Execution;

namespace Baton.Integrations.Aws;

/// <summary>A request, and the bytes of its body.</summary>
internal sealed record ServiceRequest(HttpRequestMessage Message, byte[] Body);

/// <summary>The service could not be reached, or did not answer in time; the message is what the AWS SDK says of it.</summary>
internal sealed class ServiceUnreachableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The service answered with more than is read.</summary>
internal sealed class AnswerTooLongException() : Exception($"The answer has more than {ServiceCaller.AnswerBytesMax} bytes.");

/// <summary>Makes every call to a service: signed, within a time, with a bounded answer, once.</summary>
internal sealed class ServiceCaller(HttpClient http, IntegrationOptions options, TimeProvider clock)
{
    /// <summary>The longest answer that is read, in bytes: what a Lambda function may give. What a workflow takes is bounded by itself.</summary>
    public const int AnswerBytesMax = 6 * 1024 * 1024;

    /// <summary>What requests are signed with where no keys are configured: emulators look at the region and service of a signature and not at its key.</summary>
    private static readonly AwsCredentials AnyKey = new("baton", "baton");

    /// <summary>The address of a service; null where none is configured.</summary>
    public Uri? EndpointOf(AwsService service) =>
        options.Endpoints.GetValueOrDefault(service.Name)
        ?? (service.Optimized is { } optimized ? options.Endpoints.GetValueOrDefault(optimized.Service) : null)
        ?? options.Endpoints.GetValueOrDefault(IntegrationOptions.AnyService);

    /// <exception cref="ServiceUnreachableException"/>
    /// <exception cref="AnswerTooLongException"/>
    public async Task<ServiceAnswer> SendAsync(AwsService service, ExecutionIdentity execution, ServiceRequest request, TimeSpan timeMax, CancellationToken cancellationToken)
    {
        using var message = request.Message;
        new SigV4Signer(options.Region ?? execution.Region, service.SigningName).Sign(message, request.Body, options.Credentials ?? AnyKey, clock.GetUtcNow());
        if (execution.TraceHeader is { } trace) message.Headers.TryAddWithoutValidation("X-Amzn-Trace-Id", trace); // not signed, because proxies add to it
        using var timeout = new CancellationTokenSource(timeMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            using var answer = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var body = await ReadAsync(answer.Content, either.Token);
            return new ServiceAnswer(
                (int)answer.StatusCode, [.. answer.Headers.Concat(answer.Content.Headers).Select(header => KeyValuePair.Create(header.Key, (IReadOnlyList<string>)[.. header.Value]))], body);
        }
        catch (OperationCanceledException e) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ServiceUnreachableException("Unable to execute HTTP request: Read timed out", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            throw new ServiceUnreachableException($"Unable to execute HTTP request: {Reason(message.RequestUri!, e)}", e);
        }
    }

    private static string Reason(Uri address, Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"{address.Host}: Name or service not known",
        HttpRequestException { InnerException: SocketException socket } => $"Connect to {address.Authority} failed: {socket.Message}",
        _ => e.Message,
    };

    private static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var block = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(block, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > AnswerBytesMax) throw new AnswerTooLongException();
            buffer.Write(block, 0, read);
        }
        return buffer.ToArray();
    }
}
