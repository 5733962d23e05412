using System.Text;

namespace Baton.People.Messages;

/// <summary>Posts a message's payload as JSON.</summary>
/// <param name="send">The way out: it decides which addresses may be called, and throws for others.</param>
public sealed class WebhookTransport(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send) : IWebhookTransport
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(15);

    public async Task SendAsync(Message message, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(TimeMax);
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Webhook) { Content = new StringContent(message.Payload!, Encoding.UTF8, "application/json") };
        request.Headers.Add("Baton-Message-Id", message.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
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
