using System.Net;
using System.Net.Http.Json;
using Baton.Client;

namespace Baton.Hosting.Tests;

/// <summary>examples/embedded: an ASP.NET service with a Baton in it, as a process that is killed in the middle of an order.</summary>
public sealed class OrdersTests : IDisposable
{
    private const string Pick = "arn:aws:states:us-east-1:000000000000:activity:pick";

    private readonly string _folder = Directory.CreateTempSubdirectory("baton-orders-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_order_that_waits_for_the_warehouse_goes_on_after_the_application_is_killed()
    {
        await using (var before = await OrdersProcess.StartAsync(_folder))
        {
            using var warehouse = Warehouse(before);
            await warehouse.CreateActivityAsync(new() { Name = "pick" }, Cancel);
            await OrderAsync(before, "1", 20);
            await TaskAsync(warehouse); // charged, and with the warehouse: then the lights go out
            await before.KillAsync();
            Assert.Contains("Charged order 1", before.Log, StringComparison.Ordinal);
        }
        await using var after = await OrdersProcess.StartAsync(_folder);
        using var again = Warehouse(after);
        var task = await TaskAsync(again); // handed out just before the kill, and so once more
        Assert.Equal("""{"sku":"book"}""", task.Input);
        await again.SendTaskSuccessAsync(new() { TaskToken = task.TaskToken!, Output = """{"shelf":7}""" }, Cancel);
        Assert.Equal("SUCCEEDED", await EndAsync(after, again, "1"));
        Assert.DoesNotContain("Charged order 1", after.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_order_is_refunded_when_the_goods_are_not_there_and_refused_when_the_card_is()
    {
        await using var orders = await OrdersProcess.StartAsync(_folder);
        using var warehouse = Warehouse(orders);
        await warehouse.CreateActivityAsync(new() { Name = "pick" }, Cancel);
        await OrderAsync(orders, "2", 20);
        var task = await TaskAsync(warehouse);
        await warehouse.SendTaskFailureAsync(new() { TaskToken = task.TaskToken!, Error = "Warehouse.OutOfStock" }, Cancel);
        Assert.Equal("SUCCEEDED", await EndAsync(orders, warehouse, "2"));
        Assert.Contains("Refunded order 2", orders.Log, StringComparison.Ordinal);

        await OrderAsync(orders, "3", 20_000);
        Assert.Equal("FAILED", await EndAsync(orders, warehouse, "3"));
    }

    [Fact]
    public void The_example_is_short()
    {
        var program = Path.Combine(Root(new DirectoryInfo(AppContext.BaseDirectory)), "examples", "embedded", "Orders", "Program.cs");
        Assert.InRange(File.ReadAllLines(program).Length, 1, 39);
    }

    private static StepFunctionsClient Warehouse(OrdersProcess orders) => new(new() { Endpoint = new Uri(orders.Http.BaseAddress!, "/baton") });

    private static async Task OrderAsync(OrdersProcess orders, string id, decimal amount)
    {
        var answer = await orders.Http.PostAsJsonAsync("/orders", new { id, sku = "book", amount }, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task<GetActivityTaskResponse> TaskAsync(StepFunctionsClient warehouse)
    {
        GetActivityTaskResponse task;
        do task = await warehouse.GetActivityTaskAsync(new() { ActivityArn = Pick }, Cancel);
        while (string.IsNullOrEmpty(task.TaskToken));
        return task;
    }

    /// <summary>Waits for the end of an order, told over a stream, and asks the application for it.</summary>
    private static async Task<string> EndAsync(OrdersProcess orders, StepFunctionsClient warehouse, string id)
    {
        await using var stream = new ExecutionStream(new() { Endpoint = warehouse.Endpoint });
        await stream.WaitForExecutionAsync($"arn:aws:states:us-east-1:000000000000:execution:order:{id}", Cancel);
        return (await orders.Http.GetFromJsonAsync<OrderView>($"/orders/{id}", Cancel))!.Status;
    }

    private static string Root(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "Baton.slnx")) ? folder.FullName : Root(folder.Parent!);

    private sealed record OrderView(string Status);
}
