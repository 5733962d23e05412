using System.Net.Sockets;
using System.Text;

namespace Baton.Load.Http;

/// <summary>Workers that poll one activity over HTTP, one connection each, and give each task's input back as its output.</summary>
internal sealed class ActivityWorkers : IDisposable
{
    private static readonly byte[] TokenOpening = "{\"taskToken\":\""u8.ToArray();
    private static readonly byte[] OutputOpening = "\",\"output\":\""u8.ToArray();
    private static readonly byte[] Closing = "\"}"u8.ToArray();

    private readonly List<ApiConnection> _connections = [];
    private bool _endIsExpected;

    private ActivityWorkers()
    {
    }

    /// <summary>Ends when the workers have ended as expected, or with the failure of one of them.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <param name="completed">Told the input of each task, as the text of a JSON string, when its success was answered and so is durable.</param>
    public static async Task<ActivityWorkers> StartAsync(ServerUnderTest server, string activityArn, int count, Action<ReadOnlySpan<byte>>? completed = null)
    {
        var workers = new ActivityWorkers();
        for (var i = 0; i < count; i++) workers._connections.Add(await server.ConnectAsync());
        var poll = Encoding.UTF8.GetBytes($$"""{"activityArn":"{{activityArn}}"}""");
        workers.Running = workers._connections.Select(connection => workers.PollAsync(connection, poll, completed ?? (static _ => { }))).ToList().WhenFirstFails();
        return workers;
    }

    /// <summary>From here on the end of a connection is no failure.</summary>
    public void ExpectEnd() => _endIsExpected = true;

    public void Dispose()
    {
        ExpectEnd();
        foreach (var connection in _connections) connection.Dispose();
    }

    private async Task PollAsync(ApiConnection api, ReadOnlyMemory<byte> poll, Action<ReadOnlySpan<byte>> completed)
    {
        var copy = new byte[512];
        try
        {
            while (true)
            {
                var task = await api.CallAsync(Operation.GetActivityTask, poll);
                var token = Member.Text(task, "\"taskToken\":\""u8);
                if (token.IsEmpty) continue; // a minute without a task
                var input = Member.Text(task, "\"input\":\""u8);
                if (input.Length > copy.Length) copy = new byte[input.Length];
                input.CopyTo(copy);
                var length = input.Length;
                await api.CallAsync(Operation.SendTaskSuccess, TokenOpening, token, OutputOpening, input, Closing);
                completed(copy.AsSpan(0, length));
            }
        }
        catch (Exception e) when (_endIsExpected && e is SocketException or ObjectDisposedException)
        {
            api.Dispose();
        }
    }
}
