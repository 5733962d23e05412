namespace Baton.People.Messages;

/// <summary>Hands a mail to a mail server.</summary>
public interface IMailTransport
{
    /// <exception cref="DeliveryException">The server did not take it.</exception>
    Task SendAsync(Message message, CancellationToken cancellationToken);
}

/// <summary>Calls an address with a message.</summary>
public interface IWebhookTransport
{
    /// <exception cref="DeliveryException">It was not taken.</exception>
    Task SendAsync(Message message, CancellationToken cancellationToken);
}

/// <summary>A message was not taken.</summary>
/// <param name="isFinal">Whether trying again is of no use.</param>
public sealed class DeliveryException(string message, bool isFinal, Exception? inner = null) : Exception(message, inner)
{
    public bool IsFinal { get; } = isFinal;

    /// <summary>The recipients who have no mail yet, where others have it; null where nobody has.</summary>
    public IReadOnlyList<string>? Missing { get; init; }
}
