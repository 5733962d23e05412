using Baton.Client;
using Baton.Client.Worker;
using Baton.Hosting;
using Orders;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSingleton<Payments>();
builder.AddBaton(baton => baton
    .UseSqlite(builder.Configuration["Data"] ?? "data")
    .AddStateMachine("order", OrderWorkflow.Definition)
    .AddActivity("charge", (Payments payments, Order order, ActivityContext task) => payments.ChargeAsync(order, task.CancellationToken))
    .AddActivity("refund", (Payments payments, Order order, ActivityContext task) => payments.RefundAsync(order, task.CancellationToken)));

var app = builder.Build();
app.MapBaton(); // /baton: the AWS API, for the warehouse's own worker and for the baton tool

app.MapPost("/orders", async (Order order, ExecutionClient executions) =>
    Results.Accepted($"/orders/{order.Id}", new { execution = await executions.StartAsync("order", order, order.Id) }));

app.MapGet("/orders/{id}", async (string id, StepFunctionsClient baton) =>
{
    var execution = await baton.DescribeExecutionAsync(new() { ExecutionArn = $"arn:aws:states:us-east-1:000000000000:execution:order:{id}" });
    return Results.Ok(new { status = execution.Status.Value, execution.Output });
});
await app.RunAsync();
