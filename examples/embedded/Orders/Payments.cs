using Baton.Client.Worker;

namespace Orders;

public sealed record Order(string Id, string Sku, decimal Amount);

public sealed record Receipt(Order Order, string Payment);

/// <summary>Stands for the application's own code: takes money under the order's number, so that taking it twice takes it once.</summary>
internal sealed partial class Payments(ILogger<Payments> logger)
{
    public async Task<Receipt> ChargeAsync(Order order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        if (order.Amount > 10_000) throw new TaskFailureException("Card.Declined", $"{order.Amount} is too much.");
        Charged(logger, order.Id, order.Amount);
        return new Receipt(order, $"payment-{order.Id}");
    }

    public async Task<Order> RefundAsync(Order order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Task.Yield();
        Refunded(logger, order.Id, order.Amount);
        return order;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Charged order {Id}: {Amount}")]
    private static partial void Charged(ILogger logger, string id, decimal amount);

    [LoggerMessage(EventId = 2, Level = LogLevel.Information, Message = "Refunded order {Id}: {Amount}")]
    private static partial void Refunded(ILogger logger, string id, decimal amount);
}
