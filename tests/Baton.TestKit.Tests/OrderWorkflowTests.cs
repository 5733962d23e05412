using Orders;

namespace Baton.TestKit.Tests;

/// <summary>The workflow of examples/embedded, tested as its authors would.</summary>
public sealed class OrderWorkflowTests
{
    private static readonly Order Order = new("1", "book", 20);

    private readonly DefinitionTest _test = new(OrderWorkflow.Definition);

    public OrderWorkflowTests()
    {
        _test.Task("Charge").Returns(new Receipt(Order, "payment-1"));
        _test.Task("Refund").Returns((Order order) => order);
    }

    [Fact]
    public void A_picked_order_is_shipped()
    {
        _test.Task("Pick").Returns(new { shelf = 7 });
        _test.Run(Order).Succeeded().Went("Charge", "Pick", "Shipped").Called("Pick", new { sku = "book" });
    }

    [Fact]
    public void A_warehouse_that_says_nothing_for_a_week_costs_us_the_order()
    {
        _test.Task("Pick").StaysSilent();
        _test.Run(Order).Succeeded(Order).Went("Charge", "Pick", "Refund").Waited("Refund", TimeSpan.Zero).Took(TimeSpan.FromDays(7));
    }

    [Fact]
    public void A_busy_card_is_tried_five_times_and_a_declined_one_never()
    {
        var busy = new DefinitionTest(OrderWorkflow.Definition);
        busy.Task("Charge").Fails("Card.Busy");
        busy.Run(Order).Failed("Card.Busy").Retried("Charge", 5);

        var declined = new DefinitionTest(OrderWorkflow.Definition);
        declined.Task("Charge").Fails("Card.Declined");
        declined.Run(Order).Failed("Order.Declined").Retried("Charge", 0).NotVisited("Pick");
    }
}
