using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Baton.Language.People;
using Baton.People.Messages;
using Baton.Store;

namespace Baton.People.Tests;

public sealed class MessageTests : IDisposable
{
    private const string Mail = """{"StartAt":"Write","States":{"Write":{"Type":"Task","Resource":"arn:aws:states:::email:send","Parameters":{"To":["ada@example.org"],"Subject":"Grüße","Text":"Hello"},"End":true} } }""";

    private static readonly string AwaitedMail = Mail.Replace("email:send", "email:send.sync", StringComparison.Ordinal);

    private readonly PeopleHarness _harness = new();

    public void Dispose() => _harness.Dispose();

    [Fact]
    public void A_mail_is_queued_with_the_step_of_its_execution_and_leaves()
    {
        var first = FirstId();
        _harness.StartMachine(Mail);
        Assert.Equal($$"""{"MessageId":{{first}}}""", _harness.Output("e"));
        Assert.Equal("Grüße", _harness.Mails.Sent.Single().Mail!.Subject);
        Assert.Empty(_harness.Disk.Records);
    }

    [Fact]
    public void A_mail_that_is_not_taken_is_tried_again_later_and_later_also_over_a_crash_until_it_is()
    {
        _harness.Mails.Refusal = new DeliveryException("The server is away.", isFinal: false);
        _harness.StartMachine(Mail);
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Row("e").Status);
        for (var (attempt, delay) = (1, 5.0); attempt < 6; attempt++, delay *= 2)
        {
            var waiting = Waiting();
            Assert.Equal((attempt, "The server is away.", _harness.Clock.GetUtcNow().AddSeconds(delay)), (waiting.Attempts, waiting.Error, waiting.NextAt));
            if (attempt == 3) _harness.Crash();
            _harness.Pass(TimeSpan.FromSeconds(delay));
        }
        _harness.Mails.Refusal = null;
        _harness.Pass(TimeSpan.FromHours(2));
        Assert.Single(_harness.Mails.Sent);
        Assert.Empty(_harness.Disk.Records);
    }

    [Fact]
    public void A_mail_that_is_refused_for_good_is_kept_as_failed()
    {
        _harness.Mails.Refusal = new DeliveryException("No such mailbox.", isFinal: true);
        _harness.StartMachine(Mail);
        var failed = Assert.Single(_harness.Run(() => _harness.People.Outbox.ListAsync(isFailed: true, long.MaxValue, 10, CancellationToken.None)));
        Assert.Equal((null, 1, "No such mailbox."), (failed.NextAt, failed.Attempts, failed.Error));
    }

    [Fact]
    public void A_step_that_waits_for_the_delivery_ends_with_it_also_over_crashes()
    {
        _harness.Mails.Refusal = new DeliveryException("The server is away.", isFinal: false);
        var first = FirstId();
        _harness.StartMachine(AwaitedMail);
        _harness.Crash();
        _harness.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((ExecutionStatus.Running, 2), (_harness.Row("e").Status, Waiting().Attempts));
        _harness.Mails.Refusal = null;
        _harness.Pass(TimeSpan.FromSeconds(10));
        Assert.Equal($$"""{"MessageId":{{first}}}""", _harness.Output("e"));
        Assert.Single(_harness.Mails.Sent);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void A_step_that_waits_for_the_delivery_fails_where_the_mail_is_refused_for_good(bool crashes)
    {
        _harness.Mails.Refusal = new DeliveryException("No such mailbox.", isFinal: true);
        // The process ends just behind the commit that gives the mail up, before anybody who waits could hear of it.
        if (crashes) _harness.Store.OnCommit = changes => changes.Any(IsGivenUp) ? CommitFault.CrashAfter : CommitFault.None;
        _harness.StartMachine(AwaitedMail);
        if (crashes) _harness.Crash();
        Assert.Equal(("Email.NotDelivered", "No such mailbox."), (_harness.State("e").Outcome!.Error, _harness.State("e").Outcome!.Cause));
    }

    [Fact]
    public void Without_a_mail_server_a_mail_fails_its_task_and_says_what_to_set()
    {
        using var harness = new PeopleHarness(hasMail: false);
        harness.StartMachine(Mail);
        Assert.Equal("Email.NotConfigured", harness.State("e").Outcome!.Error);
        harness.StartMachine($$"""{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"{{PeopleHarness.HumanTask}}","Parameters":{"Title":"t","Notify":{"Emails":["a@b"]} },"End":true} } }""", "h");
        Assert.Equal("Email.NotConfigured", harness.State("h").Outcome!.Error);
    }

    [Fact]
    public async Task A_mail_server_gets_the_mail_as_it_was_written()
    {
        await using var server = new SmtpServer();
        var message = new Message
        {
            Id = 7, CreatedAt = DateTimeOffset.UnixEpoch,
            Mail = new EmailRequest(["ada@example.org"], "Grüße", "Hello\n.\nend", "<p>Hello</p>") { Bcc = ["eve@example.org"], ReplyTo = "desk@example.org" },
        };
        await new SmtpTransport(new SmtpOptions("127.0.0.1", server.Port, "Baton <baton@example.org>")).SendAsync(message, TestContext.Current.CancellationToken);
        var (to, text) = Assert.Single(server.Received);
        Assert.Equal(["ada@example.org", "eve@example.org"], to);
        Assert.Contains("Message-ID: <7.0@example.org>", text, StringComparison.Ordinal);
        Assert.Contains("Reply-To: desk@example.org", text, StringComparison.Ordinal);
        Assert.DoesNotContain("eve@example.org", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_has_an_id_that_none_before_a_start_had()
    {
        _harness.StartMachine(Mail);
        _harness.Pass(TimeSpan.FromSeconds(1));
        _harness.Crash(); // the mail is gone by then, and nothing is stored of it
        _harness.StartMachine(Mail, "again");
        Assert.NotEqual(_harness.Output("e"), _harness.Output("again"));
    }

    /// <summary>The example of Standard Webhooks 1.0.</summary>
    [Fact]
    public void A_webhook_is_signed_as_published() => Assert.Equal(
        "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0=",
        WebhookTransport.Sign(Convert.FromBase64String("plJ3nmyCDGBKInavdOK15jsl"), "msg_loFOjxBNrRLzqYUf", "1731705121", """{"event_type":"ping","data":{"success":true}}"""));

    [Theory, InlineData(550, true), InlineData(451, false)]
    public async Task A_mail_server_that_refuses_has_the_last_word_with_5xx_alone(int code, bool isFinal)
    {
        await using var server = new SmtpServer { RecipientCode = code };
        var message = new Message { Id = 1, CreatedAt = DateTimeOffset.UnixEpoch, Mail = new EmailRequest(["ada@example.org"], "s", "t", null) };
        var refusal = await Assert.ThrowsAsync<DeliveryException>(() => new SmtpTransport(new SmtpOptions("127.0.0.1", server.Port, "b@example.org")).SendAsync(message, TestContext.Current.CancellationToken));
        Assert.Equal(isFinal, refusal.IsFinal);
    }

    [Fact]
    public async Task A_mail_server_that_is_not_there_is_tried_again()
    {
        int port;
        await using (var server = new SmtpServer()) port = server.Port;
        var message = new Message { Id = 1, CreatedAt = DateTimeOffset.UnixEpoch, Mail = new EmailRequest(["ada@example.org"], "s", "t", null) };
        Assert.False((await Assert.ThrowsAsync<DeliveryException>(() => new SmtpTransport(new SmtpOptions("127.0.0.1", port, "b@example.org")).SendAsync(message, TestContext.Current.CancellationToken))).IsFinal);
    }

    [Fact]
    public async Task Where_a_mail_server_takes_some_recipients_only_the_others_are_tried_again()
    {
        await using var server = new SmtpServer { Codes = { ["full@example.org"] = 452, ["away@example.org"] = 450 } };
        var message = new Message
        {
            Id = 1, CreatedAt = DateTimeOffset.UnixEpoch, Mail = new EmailRequest(["ada@example.org", "full@example.org"], "s", "t", null) { Cc = ["bob@example.org"], Bcc = ["away@example.org"] },
        };
        var refusal = await RefusedAsync(server.Port, message);
        Assert.Equal((false, "full@example.org away@example.org"), (refusal.IsFinal, string.Join(' ', refusal.Missing!)));
        Assert.Equal(["ada@example.org", "bob@example.org"], server.Received.Single().To);

        server.Codes.Clear();
        var rest = message.For(refusal.Missing);
        await new SmtpTransport(new SmtpOptions("127.0.0.1", server.Port, "b@example.org")).SendAsync(rest, TestContext.Current.CancellationToken);
        Assert.Equal(["full@example.org", "away@example.org"], server.Received[^1].To);
    }

    [Theory, InlineData(550, 551, true), InlineData(550, 452, false)]
    public async Task Recipients_who_are_all_refused_for_good_are_given_up(int first, int second, bool isFinal)
    {
        await using var server = new SmtpServer { Codes = { ["a@example.org"] = first, ["b@example.org"] = second } };
        var refusal = await RefusedAsync(server.Port, new Message { Id = 1, CreatedAt = DateTimeOffset.UnixEpoch, Mail = new EmailRequest(["a@example.org", "b@example.org"], "s", "t", null) });
        Assert.Equal((isFinal, true), (refusal.IsFinal, refusal.Missing is null));
        Assert.Contains("a@example.org, b@example.org", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_tried_again_goes_to_those_who_do_not_have_it()
    {
        _harness.Mails.Refusal = new DeliveryException("Some are full.", isFinal: false) { Missing = ["bob@example.org"] };
        _harness.StartMachine(Mail.Replace("[\"ada@example.org\"]", "[\"ada@example.org\",\"bob@example.org\"]", StringComparison.Ordinal));
        Assert.Equal(["bob@example.org"], Waiting().Mail!.To);
    }

    [Theory, InlineData("220 ready\r\n250-localhost\r\n250 STARTTLS\r\n220 go on\r\nthis is no handshake"), InlineData("\0\0\0\0"), InlineData("220 ready\r\n")]
    public async Task A_mail_server_that_breaks_off_or_talks_nonsense_is_tried_again_and_holds_up_nobody(string said)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var talking = TalkAsync();
        var refusal = await RefusedAsync(((IPEndPoint)listener.LocalEndpoint).Port, new Message { Id = 1, CreatedAt = DateTimeOffset.UnixEpoch, Mail = new EmailRequest(["ada@example.org"], "s", "t", null) }, useTls: true);
        Assert.False(refusal.IsFinal);
        await talking;

        async Task TalkAsync()
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(said), TestContext.Current.CancellationToken);
            client.Client.Shutdown(SocketShutdown.Send);
            var rest = new byte[1_024];
            while (await stream.ReadAsync(rest, TestContext.Current.CancellationToken) > 0)
            {
                // until the other side has gone
            }
        }
    }

    private static async Task<DeliveryException> RefusedAsync(int port, Message message, bool useTls = false) =>
        await Assert.ThrowsAsync<DeliveryException>(() => new SmtpTransport(new SmtpOptions("127.0.0.1", port, "b@example.org") { UseTls = useTls }).SendAsync(message, TestContext.Current.CancellationToken));

    private long FirstId() => _harness.Clock.GetUtcNow().ToUnixTimeMilliseconds() + 1;

    private static bool IsGivenUp(StoreChange change) => change switch
    {
        StoreChange.Group group => group.Changes.Any(IsGivenUp),
        StoreChange.PutRecord { Row: { Kind: RecordKind.Message, WakeUpAt: null } } => true,
        _ => false,
    };

    private Message Waiting() => Assert.Single(_harness.Run(() => _harness.People.Outbox.ListAsync(isFailed: false, long.MaxValue, 10, CancellationToken.None)));
}

/// <summary>A mail server as RFC 5321 describes it, as far as one client needs it: takes mails on a socket and keeps them.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;

    public SmtpServer()
    {
        _listener.Start();
        _running = RunAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What recipients are answered with.</summary>
    public int RecipientCode { get; init; } = 250;

    /// <summary>What single recipients are answered with instead.</summary>
    public Dictionary<string, int> Codes { get; } = [];

    public List<(IReadOnlyList<string> To, string Text)> Received { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _listener.Stop();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            // the end of the test
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 ready");
        var to = new List<string>();
        while (await reader.ReadLineAsync(_stopping.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            var recipient = verb == "RCPT" ? line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)] : "";
            var code = Codes.GetValueOrDefault(recipient, RecipientCode);
            if (verb == "RCPT" && code == 250) to.Add(recipient);
            await writer.WriteLineAsync(verb switch
            {
                "EHLO" => "250-localhost\r\n250 SMTPUTF8",
                "RCPT" => code.ToString(CultureInfo.InvariantCulture) + " recipient",
                "DATA" => "354 go on",
                "QUIT" => "221 bye",
                _ => "250 ok",
            });
            if (verb == "QUIT") return;
            if (verb != "DATA") continue;
            var text = new StringBuilder();
            while (await reader.ReadLineAsync(_stopping.Token) is { } content && content != ".") text.AppendLine(content.StartsWith('.') ? content[1..] : content);
            Received.Add(([.. to], text.ToString()));
            to.Clear();
            await writer.WriteLineAsync("250 taken");
        }
    }
}
