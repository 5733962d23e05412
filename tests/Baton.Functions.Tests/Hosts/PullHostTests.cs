using System.Globalization;
using Baton.Functions.Hosts;
using Baton.Functions.Invocations;
using Baton.Runtime.Connections;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Functions.Tests.Hosts;

public sealed class PullHostTests
{
    [Fact]
    public async Task Invocations_that_come_first_and_at_once_wait_in_one_queue()
    {
        const int Threads = 4;
        for (var round = 0; round < 500; round++)
        {
            var options = new FunctionOptions
            {
                LogFolder = "",
                Secrets = new SecretKeys(new byte[SecretKeys.KeyBytes]),
                Guard = (_, _) => throw new InvalidOperationException("Nobody listens."),
                CallAsync = (_, _) => throw new InvalidOperationException("Nothing is called."),
            };
            await using var host = new PullHost("f", new FunctionSettings { Kind = FunctionKind.Pull }, options, TimeProvider.System, NullLoggerFactory.Instance);
            using var together = new Barrier(Threads);
            var waiting = new Task[Threads];
            var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
            {
                together.SignalAndWait();
                waiting[number] = host.RunAsync(Invocation(number), TestContext.Current.CancellationToken);
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Equal(Threads, host.Status.Waiting);
            await host.DisposeAsync();
            foreach (var refused in waiting) await Assert.ThrowsAsync<FunctionException>(() => refused);
        }
    }

    private static FunctionInvocation Invocation(int number) => new()
    {
        Function = FunctionName.Parse("f", "us-east-1")!,
        RequestId = number.ToString(CultureInfo.InvariantCulture),
        Payload = "1"u8.ToArray(),
    };
}
