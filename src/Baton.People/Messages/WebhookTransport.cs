using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Baton.People.Messages;

/// <summary>Posts a message's payload as JSON, with the headers of Standard Webhooks 1.0: whoever has the key can tell who sent it, when, and what was sent before.</summary>
/// <param name="send">The way out: it decides which addresses may be called, and throws for others.</param>
/// <param name="key">What messages are signed with (HMAC-SHA256); null for none.</param>
public sealed class WebhookTransport(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, byte[]? key, TimeProvider clock) : IWebhookTransport
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(15);

    /// <summary>What Standard Webhooks calls the signature of a message.</summary>
    public static string Sign(byte[] key, string id, string timestamp, string payload) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{payload}")))}";

    public async Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeMax);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Webhook) { Content = new StringContent(message.Payload!, Encoding.UTF8, "application/json") };
        var (id, timestamp) = (message.Id.ToString(CultureInfo.InvariantCulture), clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        if (key is not null) request.Headers.Add("webhook-signature", Sign(key, id, timestamp, message.Payload!));
        try
        {
            using var answer = await send(request, timeout.Token);
            if (!answer.IsSuccessStatusCode) throw new DeliveryException($"{message.Webhook} answered {(int)answer.StatusCode}.", isFinal: (int)answer.StatusCode is >= 300 and < 500 and not 408 and not 429);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DeliveryException($"{message.Webhook} did not answer within {TimeMax.TotalSeconds} seconds.", isFinal: false, e);
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryException($"{message.Webhook} was not reached: {e.Message}", isFinal: false, e);
        }
        catch (Exception e) when (e is not (OperationCanceledException or DeliveryException))
        {
            throw new DeliveryException($"{message.Webhook} may not be called: {e.Message}", isFinal: true, e);
        }
    }
}
