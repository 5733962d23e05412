using System.Diagnostics;

namespace Baton.Load.Http;

/// <summary>Starts many executions as fast as the server acknowledges them.</summary>
internal static class Starts
{
    private const int Connections = 64;

    /// <summary>Starts executions with the numbers from <paramref name="first"/> on; the last of them is acknowledged when it returns.</summary>
    /// <param name="body">The request that starts the execution with a number.</param>
    /// <returns>How long it took.</returns>
    public static async Task<TimeSpan> RunAsync(ServerUnderTest server, int first, int count, Func<int, byte[]> body)
    {
        var next = first;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Connections, count)).Select(async _ =>
        {
            using var api = await server.ConnectAsync();
            for (int number; (number = Interlocked.Increment(ref next) - 1) < first + count;) await api.CallAsync(Operation.StartExecution, body(number));
        }));
        return Stopwatch.GetElapsedTime(began);
    }
}
