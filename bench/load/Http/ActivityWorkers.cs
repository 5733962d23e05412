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
    private bool _stopping;

    private ActivityWorkers()
    {
    }

    /// <summary>Ends when the workers are disposed of, or with the failure of one of them.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <param name="completed">Told the input of each task, as the text of a JSON string, when its success was answered and so is durable.</param>
    public static async Task<ActivityWorkers> StartAsync(ServerUnderTest server, string activityArn, int count, Action<ReadOnlySpan<byte>> completed)
    {
        var workers = new ActivityWorkers();
        for (var i = 0; i < count; i++) workers._connections.Add(await server.ConnectAsync());
        var poll = Encoding.UTF8.GetBytes($$"""{"activityArn":"{{activityArn}}"}""");
        workers.Running = WhenFirstFails([.. workers._connections.Select(connection => workers.PollAsync(connection, poll, completed))]);
        return workers;
    }

    public void Dispose()
    {
        _stopping = true;
        foreach (var connection in _connections) connection.Dispose();
    }

    private static async Task WhenFirstFails(List<Task> loops)
    {
        await foreach (var loop in Task.WhenEach(loops)) await loop;
    }

    private async Task PollAsync(ApiConnection api, ReadOnlyMemory<byte> poll, Action<ReadOnlySpan<byte>> completed)
    {
        var input = new byte[512];
        try
        {
            while (true)
            {
                var task = await api.CallAsync(Operation.GetActivityTask, poll);
                var token = Member.Text(task, "\"taskToken\":\""u8);
                if (token.IsEmpty) continue;
                var text = Member.Text(task, "\"input\":\""u8);
                if (text.Length > input.Length) input = new byte[text.Length];
                text.CopyTo(input);
                var length = text.Length;
                await api.CallAsync(Operation.SendTaskSuccess, TokenOpening, token, OutputOpening, text, Closing);
                completed(input.AsSpan(0, length));
            }
        }
        catch (Exception e) when (_stopping && e is SocketException or ObjectDisposedException)
        {
            Array.Clear(input); // stopped in the middle of a poll
        }
    }
}
