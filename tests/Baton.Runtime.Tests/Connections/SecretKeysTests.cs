using System.Text;
using Baton.Json;
using Baton.Runtime.Connections;
using Baton.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Baton.Runtime.Tests.Connections;

/// <summary>Secrets at rest: only who has the key reads them, and a new key takes over from an old one.</summary>
public sealed class SecretKeysTests
{
    private const string Region = "us-east-1";
    private const string Arn = "arn:aws:events:us-east-1:000000000000:connection/a/1";

    private static readonly string Old = SecretKeys.NewKey();
    private static readonly string New = SecretKeys.NewKey();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(""), InlineData("a secret, größe 🙂")]
    public void What_was_sealed_opens_for_its_owner_and_is_never_the_same_twice(string text)
    {
        var keys = SecretKeys.Parse(Old);
        var (first, second) = (keys.Seal(Encoding.UTF8.GetBytes(text), Arn), keys.Seal(Encoding.UTF8.GetBytes(text), Arn));
        Assert.Equal(text, Encoding.UTF8.GetString(keys.Open(first, Arn)));
        Assert.NotEqual(first, second);
    }

    [Fact]
    public void What_was_changed_or_is_anothers_does_not_open()
    {
        var keys = SecretKeys.Parse(Old);
        var text = keys.Seal("secret"u8, Arn);
        Assert.Throws<SecretKeyException>(() => keys.Open(text, Arn + "2"));
        for (var i = 0; i < text.Length; i++)
        {
            var changed = (byte[])text.Clone();
            changed[i] ^= 1;
            Assert.Throws<SecretKeyException>(() => keys.Open(changed, Arn));
            Assert.Throws<SecretKeyException>(() => keys.Open(text.AsSpan(0, i), Arn));
        }
    }

    [Fact]
    public void Without_its_key_nothing_opens_and_beside_a_new_one_it_does()
    {
        var text = SecretKeys.Parse(Old).Seal("secret"u8, Arn);
        var refusal = Assert.Throws<SecretKeyException>(() => SecretKeys.Parse(New).Open(text, Arn));
        Assert.Contains("is not among those of this server", refusal.Message, StringComparison.Ordinal);
        var both = SecretKeys.Parse($"# the new one\n{New}\n\n{Old}\n");
        Assert.Equal("secret"u8.ToArray(), both.Open(text, Arn));
        Assert.False(both.IsCurrent(text));
        Assert.True(both.IsCurrent(both.Seal("secret"u8, Arn)));
    }

    [Theory]
    [InlineData(""), InlineData("# none"), InlineData("short"), InlineData("not base64 !!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!"), InlineData("AAAA")]
    public void What_is_no_key_is_refused_without_telling_it(string text)
    {
        var refusal = Assert.Throws<FormatException>(() => SecretKeys.Parse(text));
        Assert.True(text.Length == 0 || !refusal.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_that_is_used_moves_to_the_new_key()
    {
        var disk = new MemoryDisk();
        await using (var runtime = Open(disk, Old))
        {
            await runtime.Connections.CreateAsync(Arn, Region, "a", "described", Connection.ApiKey, JsonObject.Of(("Key", JsonData.Of("very-secret"))), Cancel);
            Assert.DoesNotContain("very-secret", Stored(await runtime.Store.FindConnectionAsync(Region, "a", Cancel)), StringComparison.Ordinal);
        }
        await using (var runtime = Open(disk, $"{New},{Old}"))
        {
            Assert.Equal("""{"Key":"very-secret"}""", (await ParametersAsync(runtime)).ToString());
        }
        await using (var runtime = Open(disk, New))
        {
            Assert.Equal("""{"Key":"very-secret"}""", (await ParametersAsync(runtime)).ToString());
            Assert.Equal("described", (await runtime.Connections.FindAsync(Arn, Cancel))!.Description);
        }
        await using (var runtime = Open(disk, Old))
        {
            await Assert.ThrowsAsync<SecretKeyException>(() => ParametersAsync(runtime));
        }
        await using (var runtime = Open(disk, null))
        {
            await Assert.ThrowsAsync<SecretKeyException>(() => runtime.Connections.CreateAsync(Arn, Region, "b", null, Connection.ApiKey, JsonObject.Empty, Cancel));
        }
    }

    private static async Task<JsonObject> ParametersAsync(WorkflowRuntime runtime) => await runtime.Connections.ParametersAsync((await runtime.Connections.FindAsync(Arn, Cancel))!, Cancel);

    private static string Stored(ConnectionRow? row) => $"{row} {Encoding.Latin1.GetString(row!.Secrets.Span)}";

    private static WorkflowRuntime Open(MemoryDisk disk, string? keys)
    {
        var clock = new ManualTime();
        return new WorkflowRuntime(new MemoryStore(disk, clock), new RuntimeOptions { Secrets = keys is null ? null : SecretKeys.Parse(keys) }, [], clock, NullLoggerFactory.Instance);
    }
}
