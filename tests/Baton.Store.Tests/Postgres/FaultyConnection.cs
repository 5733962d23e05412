using System.Net.Sockets;

namespace Baton.Store.Tests.Postgres;

/// <summary>What happens to the connection when COMMIT is asked for.</summary>
internal enum CommitFault
{
    None,

    /// <summary>It breaks before the server hears of it.</summary>
    BeforeCommit,

    /// <summary>It breaks before the answer is heard: the transaction is written.</summary>
    AfterCommit,
}

/// <summary>A socket between a store and its server that breaks when it is told to.</summary>
internal sealed class FaultyConnection : IDisposable
{
    private const string SocketName = ".s.PGSQL.5432";

    private readonly TemporaryFolder _folder = TemporaryFolder.InMemory();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _server;

    /// <param name="server">The folder of the server's socket.</param>
    public FaultyConnection(string server)
    {
        _server = server;
        _listener.Bind(new UnixDomainSocketEndPoint(_folder.File(SocketName)));
        _listener.Listen();
        _ = AcceptAsync();
    }

    /// <summary>The folder of the socket to connect to.</summary>
    public string Folder => _folder.Path;

    /// <summary>What happens at the next COMMIT, once.</summary>
    public CommitFault Next { get; set; }

    /// <summary>Whether nobody gets through any more.</summary>
    public bool IsDown { get; set; }

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = PassAsync(await _listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            IsDown = true; // the test is over
        }
    }

    private async Task PassAsync(Socket client)
    {
        using var here = client;
        if (IsDown) return;
        using var there = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await there.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(_server, SocketName)));
        var isInTransaction = false;
        await Task.WhenAny(
            PassAsync(here, there, sent =>
            {
                // In a transaction, which a store asks for in one round trip, the next word is COMMIT.
                if (!isInTransaction || Next != CommitFault.BeforeCommit) return true;
                Next = CommitFault.None;
                return false;
            }),
            PassAsync(there, here, answered =>
            {
                var wasInTransaction = isInTransaction;
                isInTransaction = answered.EndsWith("Z\0\0\0\u0005T"u8); // ReadyForQuery, in a transaction
                if (!wasInTransaction || isInTransaction || Next != CommitFault.AfterCommit) return true;
                Next = CommitFault.None;
                return false;
            }));
    }

    private static async Task PassAsync(Socket from, Socket to, SpanPredicate goesOn)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count && goesOn(buffer.AsSpan(0, count)))
            {
                await to.SendAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            to.Dispose(); // one end is gone, and so is the other
        }
    }

    private delegate bool SpanPredicate(ReadOnlySpan<byte> bytes);
}
