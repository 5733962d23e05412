using Baton.Client;
using Baton.Client.Definitions;
using Baton.Client.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Hosting.Tests;

/// <summary>Workflows inside an application: its services do the tasks, its code starts and awaits executions, a restart changes nothing.</summary>
public sealed class EmbeddedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("baton-hosting-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Definition Doubling => Definition.InJsonata(machine => machine.Task("Double", Resource.Activity("double")).End());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task An_injected_service_does_a_task_and_the_output_is_typed()
    {
        await using var app = await HostedApp.StartAsync(
            _folder,
            baton => baton.AddStateMachine("doubling", Doubling).AddActivity("double", (Doubler doubler, Amount amount, ActivityContext _) => doubler.DoubleAsync(amount)),
            services => services.AddScoped<Doubler>());
        Assert.Equal(new Amount(42), await app.Executions.RunAsync<Amount>("doubling", new Amount(21), cancellationToken: Cancel));
    }

    [Fact]
    public async Task Each_task_has_a_scope_of_its_own()
    {
        await using var app = await HostedApp.StartAsync(
            _folder,
            baton => baton.AddStateMachine("doubling", Doubling).AddActivity("double", (Doubler doubler, Amount amount, ActivityContext _) => doubler.DoubleAsync(amount)),
            services => services.AddScoped<Doubler>());
        for (var i = 0; i < 2; i++) await app.Executions.RunAsync<Amount>("doubling", new Amount(i), cancellationToken: Cancel); // a doubler refuses a second task
    }

    [Fact]
    public async Task An_execution_that_fails_says_how()
    {
        await using var app = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("doubling", Doubling)
            .AddActivity<Amount, Amount>("double", (_, _) => throw new TaskFailureException("Amount.Odd", "It is odd.")));
        var failed = await Assert.ThrowsAsync<ExecutionFailedException>(() => app.Executions.RunAsync<Amount>("doubling", new Amount(21), cancellationToken: Cancel));
        Assert.Equal(("Amount.Odd", "It is odd.", ExecutionStatus.Failed), (failed.Error, failed.End.Cause, failed.End.Status));
    }

    [Fact]
    public async Task A_task_that_a_stop_cuts_off_is_done_after_the_next_start()
    {
        var begun = new TaskCompletionSource();
        string execution;
        await using (var before = await HostedApp.StartAsync(_folder, baton =>
        {
            baton.ShutdownGrace = TimeSpan.Zero;
            baton.AddStateMachine("doubling", Doubling).AddActivity<Amount, Amount>("double", async (_, context) =>
            {
                begun.TrySetResult();
                await UntilCancelledAsync(context.CancellationToken);
                return new Amount(0);
            });
        }))
        {
            execution = await before.Executions.StartAsync("doubling", new Amount(21), cancellationToken: Cancel);
            await begun.Task.WaitAsync(Cancel);
            await before.StopAsync();
        }
        await using var after = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("doubling", Doubling).AddActivity<Amount, Amount>("double", (amount, _) => new Doubler().DoubleAsync(amount)));
        Assert.Equal(new Amount(42), await after.Executions.WaitAsync<Amount>(execution, Cancel));
        var history = await after.Api.GetExecutionHistoryAsync(new() { ExecutionArn = execution }, Cancel);
        Assert.Single(history.Events, happened => happened.Type == "ActivityStarted"); // the same attempt: nothing failed
    }

    [Fact]
    public async Task A_handler_is_cancelled_when_its_execution_is_stopped()
    {
        var (begun, cancelled) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var app = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("doubling", Doubling).AddActivity<Amount, Amount>("double", async (amount, context) =>
        {
            await context.HeartbeatAsync();
            begun.TrySetResult();
            try
            {
                await UntilCancelledAsync(context.CancellationToken);
            }
            finally
            {
                cancelled.TrySetResult();
            }
            return amount;
        }));
        var execution = await app.Executions.StartAsync("doubling", new Amount(1), cancellationToken: Cancel);
        await begun.Task.WaitAsync(Cancel);
        await app.Api.StopExecutionAsync(new() { ExecutionArn = execution, Error = "Enough" }, Cancel);
        await cancelled.Task.WaitAsync(Cancel);
        Assert.Equal(("ABORTED", "Enough"), await app.Executions.WaitAsync(execution, Cancel) is var end ? (end.Status.Value, end.Error) : default);
    }

    [Fact]
    public async Task A_changed_definition_is_deployed_at_the_next_start()
    {
        static Definition Giving(string text) => Definition.InJsonata(machine => machine.Pass("Give").Output(text).End());
        await using (var before = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("giving", Giving("one"))))
        {
            Assert.Equal("one", await before.Executions.RunAsync<string>("giving", null, cancellationToken: Cancel));
            await before.StopAsync();
        }
        await using var after = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("giving", Giving("two")));
        Assert.Equal("two", await after.Executions.RunAsync<string>("giving", null, cancellationToken: Cancel));
    }

    [Fact]
    public async Task A_start_with_a_name_happens_once()
    {
        await using var app = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("waiting", Definition.InJsonata(machine => machine.WaitFor("Wait", TimeSpan.FromDays(1)).End())));
        var first = await app.Executions.StartAsync("waiting", new Amount(1), "order-1", Cancel);
        Assert.Equal(first, await app.Executions.StartAsync("waiting", new Amount(1), "order-1", Cancel));
        var refused = await Assert.ThrowsAsync<StepFunctionsException>(() => app.Executions.StartAsync("waiting", new Amount(2), "order-1", Cancel));
        Assert.Equal(StepFunctionsErrors.ExecutionAlreadyExists, refused.Code);
    }

    [Fact]
    public async Task An_express_machine_runs_in_memory()
    {
        await using var app = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("quick", Definition.InJsonata(machine => machine.Pass("Add").Output(new Jsonata("$states.input.value + 1")).End()), StateMachineType.Express));
        Assert.Equal(2, await app.Executions.RunAsync<int>("quick", new Amount(1), cancellationToken: Cancel));
    }

    [Fact]
    public async Task What_is_too_large_or_unknown_is_refused_by_the_names_of_the_API()
    {
        await using var app = await HostedApp.StartAsync(_folder, baton => baton.AddStateMachine("doubling", Doubling)
            .AddActivity<Amount, string>("double", (_, _) => Task.FromResult(new string('x', 300_000))));
        Assert.Equal(StepFunctionsErrors.StateMachineDoesNotExist, (await Assert.ThrowsAsync<StepFunctionsException>(() => app.Executions.StartAsync("other", null, cancellationToken: Cancel))).Code);
        Assert.Equal("InvalidExecutionInput", (await Assert.ThrowsAsync<StepFunctionsException>(() => app.Executions.StartAsync("doubling", new string('x', 300_000), cancellationToken: Cancel))).Code);
        Assert.Equal("InvalidName", (await Assert.ThrowsAsync<StepFunctionsException>(() => app.Executions.StartAsync("doubling", null, "a/b", Cancel))).Code);
        Assert.Equal("InvalidOutput", (await Assert.ThrowsAsync<ExecutionFailedException>(() => app.Executions.RunAsync<string>("doubling", new Amount(1), cancellationToken: Cancel))).Error);
    }

    [Fact]
    public void A_second_Baton_is_refused()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddBaton();
        Assert.Contains("called once", Assert.Throws<InvalidOperationException>(() => builder.AddBaton()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_application_starts_there_is_nothing_to_call()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddBaton(baton => baton.UseSqlite(_folder));
        await using var app = builder.Build();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => app.Services.GetRequiredService<ExecutionClient>().StartAsync("any", null, cancellationToken: Cancel));
        Assert.Contains("starts with the application's host", error.Message, StringComparison.Ordinal);
    }

    private static async Task UntilCancelledAsync(CancellationToken token)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = token.Register(() => cancelled.TrySetResult());
        await cancelled.Task;
        token.ThrowIfCancellationRequested();
    }

    private sealed record Amount(int Value);

    private sealed class Doubler
    {
        private bool _isUsed;

        public Task<Amount> DoubleAsync(Amount amount)
        {
            Assert.False(_isUsed);
            _isUsed = true;
            return Task.FromResult(new Amount(amount.Value * 2));
        }
    }
}
