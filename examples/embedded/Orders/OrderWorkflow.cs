using Baton.Client.Definitions;

namespace Orders;

/// <summary>Charges the customer, lets the warehouse pick the goods, and gives the money back if they are not there.</summary>
public static class OrderWorkflow
{
    public static Definition Definition { get; } = Definition.InJsonata(order =>
    {
        var charge = order.Task("Charge", Resource.Activity("charge"));
        var pick = order.Task("Pick", Resource.Activity("pick"));
        var refund = order.Task("Refund", Resource.Activity("refund"));
        var shipped = order.Succeed("Shipped");
        var declined = order.Fail("Declined", "Order.Declined", "The card was declined.");

        charge.Assign(new { order = Jsonata.Result<Receipt>(receipt => receipt.Order) })
            .Retry(new Retry("Card.Busy") { Interval = TimeSpan.FromSeconds(1), MaxAttempts = 5, BackoffRate = 2, FullJitter = true })
            .Catch("Card.Declined", declined)
            .Then(pick).Arguments(new { sku = new Jsonata("$order.sku") }).Timeout(TimeSpan.FromDays(7))
            .Catch([ErrorNames.Timeout, "Warehouse.OutOfStock"], refund)
            .Then(shipped).Output(new { id = new Jsonata("$order.id"), shelf = new Jsonata("$states.input.shelf") });
        refund.Arguments(new Jsonata("$order")).End();
    });
}
