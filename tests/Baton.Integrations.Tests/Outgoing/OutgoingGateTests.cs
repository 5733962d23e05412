using System.Net;
using System.Net.Sockets;
using Baton.Integrations.Outgoing;
using Baton.Integrations.Tests.Aws;
using Microsoft.AspNetCore.Http;

namespace Baton.Integrations.Tests.Outgoing;

/// <summary>Where calls by a workflow's data get, and where they do not.</summary>
public sealed class OutgoingGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    // Loopback, and everything that is another way to write it.
    [InlineData("https://localhost/"), InlineData("https://127.0.0.1/"), InlineData("https://127.255.255.254/"), InlineData("https://127.1/")]
    [InlineData("https://2130706433/"), InlineData("https://0x7f000001/"), InlineData("https://0x7f.0.0.1/"), InlineData("https://017700000001/"), InlineData("https://0177.0.0.1/")]
    [InlineData("https://[::1]/"), InlineData("https://[0:0:0:0:0:0:0:1]/"), InlineData("https://[::ffff:127.0.0.1]/"), InlineData("https://[::ffff:7f00:1]/"), InlineData("https://[::127.0.0.1]/")]
    // Unspecified.
    [InlineData("https://0.0.0.0/"), InlineData("https://0/"), InlineData("https://[::]/"), InlineData("https://[::ffff:0.0.0.0]/"), InlineData("https://0.1.2.3/")]
    // Private, shared, link-local, unique local, site-local.
    [InlineData("https://10.0.0.1/"), InlineData("https://167772161/"), InlineData("https://172.16.0.1/"), InlineData("https://172.31.255.255/"), InlineData("https://192.168.1.1/")]
    [InlineData("https://100.64.0.1/"), InlineData("https://100.127.255.255/"), InlineData("https://169.254.1.1/"), InlineData("https://[fe80::1]/"), InlineData("https://[fe80::1%25eth0]/")]
    [InlineData("https://[fd00::1]/"), InlineData("https://[fc00::1]/"), InlineData("https://[fec0::1]/"), InlineData("https://[::ffff:10.0.0.1]/"), InlineData("https://[::ffff:0:10.0.0.1]/")]
    // Metadata.
    [InlineData("http://169.254.169.254/latest/meta-data/"), InlineData("https://2852039166/"), InlineData("https://0xa9fea9fe/"), InlineData("https://0251.0376.0251.0376/"), InlineData("https://[fd00:ec2::254]/")]
    [InlineData("https://[::ffff:169.254.169.254]/"), InlineData("https://[::ffff:a9fe:a9fe]/"), InlineData("https://169.254.170.2/"), InlineData("https://100.100.100.200/"), InlineData("https://192.0.0.192/")]
    [InlineData("https://168.63.129.16/")]
    // IPv6 that carries IPv4: NAT64, 6to4, Teredo; also where what it carries is public.
    [InlineData("https://[64:ff9b::7f00:1]/"), InlineData("https://[64:ff9b::a9fe:a9fe]/"), InlineData("https://[64:ff9b::808:808]/"), InlineData("https://[64:ff9b:1::7f00:1]/")]
    [InlineData("https://[2002:7f00:1::]/"), InlineData("https://[2002:a9fe:a9fe::1]/"), InlineData("https://[2001:0:0:0:0:0:80ff:fffe]/"), InlineData("https://[2001::1]/")]
    // Multicast, broadcast, reserved, documentation, benchmarking, and what is no global unicast.
    [InlineData("https://224.0.0.1/"), InlineData("https://239.255.255.250/"), InlineData("https://255.255.255.255/"), InlineData("https://240.0.0.1/"), InlineData("https://192.0.2.1/")]
    [InlineData("https://198.51.100.1/"), InlineData("https://203.0.113.1/"), InlineData("https://198.18.0.1/"), InlineData("https://192.88.99.1/"), InlineData("https://192.0.0.1/")]
    [InlineData("https://[ff02::1]/"), InlineData("https://[2001:db8::1]/"), InlineData("https://[100::1]/"), InlineData("https://[4000::1]/"), InlineData("https://[5f00::1]/"), InlineData("https://[3fff::1]/")]
    // Ports and plain HTTP at public addresses.
    [InlineData("https://8.8.8.8:22/"), InlineData("https://8.8.8.8:25/"), InlineData("https://[2606:4700::1111]:53/"), InlineData("http://8.8.8.8/"), InlineData("http://8.8.8.8:443/")]
    public async Task An_address_that_is_not_public_is_refused_however_it_is_written(string url)
    {
        using var gate = new OutgoingGate(new OutgoingOptions());
        var refused = await Assert.ThrowsAsync<OutgoingRefusedException>(() => GetAsync(gate, url));
        Assert.True(refused.IsOfAddress);
        Assert.Contains("Baton__Outgoing__Allow", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://LOCALHOST./"), InlineData("https://127.0.0.1./"), InlineData("https://１２７.0.0.1/"), InlineData("https://127。0。0。1/"), InlineData("https://①②⑦.0.0.1/"), InlineData("https://a.localhost/")]
    [InlineData("https://0x7f.1./"), InlineData("https://127.0.0.1.nip.example/"), InlineData("https://2130706433./"), InlineData("https://0xffffff7f000001/"), InlineData("https://1.2.3.4.5/"), InlineData("https://256.0.0.1/")]
    public async Task What_is_an_address_to_the_resolver_only_is_refused_for_what_it_gives(string url)
    {
        using var gate = Gate(_ => [IPAddress.Loopback]);
        await Assert.ThrowsAsync<OutgoingRefusedException>(() => GetAsync(gate, url));
    }

    [Fact]
    public void An_IPv6_address_that_carries_IPv4_is_refused_whatever_it_carries()
    {
        var gate = new OutgoingGate(new OutgoingOptions());
        Property.Check(runs: 5_000, random =>
        {
            Span<byte> v4 = stackalloc byte[4];
            random.NextBytes(v4);
            var (a, b) = ($"{v4[0]:x2}{v4[1]:x2}", $"{v4[2]:x2}{v4[3]:x2}");
            foreach (var form in new[] { $"::ffff:{a}:{b}", $"::{a}:{b}", $"::ffff:0:{a}:{b}", $"64:ff9b::{a}:{b}", $"64:ff9b:1::{a}:{b}", $"2002:{a}:{b}::1", $"2001:0:1:2:3:4:{a}:{b}" })
            {
                Assert.NotNull(gate.Refusal(IPAddress.Parse(form), 443, isPlain: false));
            }
        });
    }

    [Theory]
    [InlineData("ftp://example.com/"), InlineData("file:///etc/passwd"), InlineData("gopher://127.0.0.1:6379/_INFO"), InlineData("unix:///run/docker.sock"), InlineData("data:text/plain,a")]
    [InlineData("ws://example.com/"), InlineData("dict://127.0.0.1:11211/"), InlineData("ldap://127.0.0.1/"), InlineData("jar:https://example.com!/"), InlineData("//example.com/")]
    [InlineData("https://user@example.com/"), InlineData("https://user:secret@example.com/"), InlineData("https://example.com@127.0.0.1/"), InlineData("https://8.8.8.8:0/")]
    public void What_is_no_plain_address_of_the_web_is_refused_without_telling_it(string url)
    {
        var refused = Assert.Throws<OutgoingRefusedException>(() => OutgoingGate.CheckUri(new Uri(url, UriKind.RelativeOrAbsolute)));
        Assert.False(refused.IsOfAddress);
        Assert.DoesNotContain("secret", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8.8.8.8", 443), InlineData("1.1.1.1", 8443), InlineData("172.15.255.255", 443), InlineData("172.32.0.1", 443), InlineData("100.128.0.1", 80), InlineData("11.0.0.1", 65_535)]
    [InlineData("2606:4700::1111", 443), InlineData("2a00:1450::1", 443), InlineData("223.255.255.255", 1024), InlineData("192.0.1.1", 443), InlineData("169.253.255.255", 443)]
    public void A_public_address_is_open(string address, int port) => Assert.Null(new OutgoingGate(new OutgoingOptions()).Refusal(IPAddress.Parse(address), port, isPlain: false));

    [Theory]
    [InlineData("127.0.0.1:8080", "127.0.0.1", 8080, true), InlineData("127.0.0.1:8080", "127.0.0.1", 8081, false), InlineData("127.0.0.1", "127.0.0.1", 22, true), InlineData("127.0.0.1", "127.0.0.2", 80, false)]
    [InlineData("10.1.0.0/16", "10.1.2.3", 80, true), InlineData("10.1.0.0/16", "10.2.2.3", 80, false), InlineData("[::1]:8080", "::1", 8080, true), InlineData("[::1]:8080", "::1", 80, false), InlineData("::1", "::1", 80, true)]
    // A range does not open a metadata address, and no entry opens it in another form; what a form carries has to be open too.
    [InlineData("169.254.0.0/16", "169.254.1.1", 80, true), InlineData("169.254.0.0/16", "169.254.169.254", 80, false), InlineData("0.0.0.0/0", "169.254.169.254", 80, false), InlineData("169.254.169.254", "169.254.169.254", 80, true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", 80, false), InlineData("::ffff:0:0/96", "::ffff:127.0.0.1", 80, false), InlineData("64:ff9b::/96", "64:ff9b::808:808", 443, true), InlineData("64:ff9b::/96", "64:ff9b::a00:1", 443, false)]
    [InlineData("::/0", "64:ff9b::a9fe:a9fe", 443, false), InlineData("::/0", "2002:7f00:1::", 443, false), InlineData("::/0", "2001:0:0:0:0:0:80ff:fffe", 443, false), InlineData("::/0", "2001:0:0:0:0:0:f7f7:f7f7", 443, true)]
    // The server's own port is opened by its number only.
    [InlineData("127.0.0.0/8", "127.0.0.1", 7070, false), InlineData("127.0.0.1", "127.0.0.1", 7070, false), InlineData("127.0.0.1:7070", "127.0.0.1", 7070, true), InlineData("::1", "::1", 7070, false)]
    public void A_setting_opens_just_what_it_names(string entry, string address, int port, bool isOpen)
    {
        Assert.True(AllowedTarget.TryParse(entry, out var target));
        var gate = new OutgoingGate(new OutgoingOptions { Allow = { target }, OwnPort = 7070 });
        Assert.Equal(isOpen, gate.Refusal(IPAddress.Parse(address), port, isPlain: true) is null || gate.Refusal(IPAddress.Parse(address), port, isPlain: false) is null);
    }

    [Theory]
    [InlineData(""), InlineData("localhost"), InlineData("127.1"), InlineData("0x7f.0.0.1"), InlineData("2130706433"), InlineData("10.0.0.0/33"), InlineData("127.0.0.1:"), InlineData("127.0.0.1:0"), InlineData("127.0.0.1:70000")]
    [InlineData("[::1"), InlineData("[::1]x"), InlineData("127.0.0.1:80:80"), InlineData("http://127.0.0.1"), InlineData("10.0.0.1/8")]
    public void A_setting_that_could_be_read_in_two_ways_is_refused(string entry) => Assert.False(AllowedTarget.TryParse(entry, out _));

    [Fact]
    public async Task A_name_is_what_it_leads_to_when_the_connection_is_made()
    {
        await using var open = await ServerAsync("127.0.0.2", (http, _) =>
        {
            http.Response.Headers.Connection = "close"; // the next call connects anew
            return http.Response.WriteAsync("open");
        });
        await using var closed = await ServerAsync("127.0.0.3", (http, _) => http.Response.WriteAsync("closed"), open.Address.Port);
        var answers = new Queue<string>(["127.0.0.2", "127.0.0.3"]);
        using var gate = Gate(_ => [IPAddress.Parse(answers.Dequeue())], "127.0.0.2");

        using (var answer = await GetAsync(gate, $"http://rebinding.example:{open.Address.Port}/")) Assert.Equal("open", await answer.Content.ReadAsStringAsync(Cancel));
        await Assert.ThrowsAsync<OutgoingRefusedException>(() => GetAsync(gate, $"http://rebinding.example:{open.Address.Port}/"));
        Assert.Empty(answers); // looked up once for each connection: what was judged is what is dialled
        Assert.Empty(closed.Requests);
    }

    [Fact]
    public async Task Of_several_addresses_only_the_open_ones_are_dialled()
    {
        await using var open = await ServerAsync("127.0.0.2", (http, _) => http.Response.WriteAsync("open"));
        await using var closed = await ServerAsync("127.0.0.3", (http, _) => http.Response.WriteAsync("closed"), open.Address.Port);
        using var gate = Gate(_ => [IPAddress.Parse("127.0.0.3"), IPAddress.Parse("10.0.0.1"), IPAddress.Parse("127.0.0.2")], "127.0.0.2");
        using var answer = await GetAsync(gate, $"http://both.example:{open.Address.Port}/");
        Assert.Equal("open", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Empty(closed.Requests);
    }

    [Fact]
    public async Task The_next_address_is_tried_where_one_does_not_answer()
    {
        await using var there = await ServerAsync("127.0.0.2", (http, _) => http.Response.WriteAsync("there"));
        using var gate = Gate(_ => [IPAddress.Parse("127.0.0.4"), IPAddress.Parse("127.0.0.2")], "127.0.0.2", "127.0.0.4");
        using var answer = await GetAsync(gate, $"http://both.example:{there.Address.Port}/");
        Assert.Equal("there", await answer.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData(301), InlineData(302), InlineData(303), InlineData(307), InlineData(308)]
    public async Task A_redirect_is_an_answer_and_not_followed(int status)
    {
        await using var inner = await LocalService.StartAsync(200, "inner");
        await using var outer = await LocalService.StartAsync(status, "", ("Location", inner.Address.ToString()));
        using var gate = Gate(null, "127.0.0.1");
        using var answer = await GetAsync(gate, outer.Address.ToString());
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(inner.Requests);
    }

    [Fact]
    public async Task Cookies_are_not_kept_and_the_answer_comes_as_it_was_packed()
    {
        await using var service = await LocalService.StartAsync(200, "x", ("Set-Cookie", "session=1; Path=/"), ("Content-Encoding", "br"));
        using var gate = Gate(null, "127.0.0.1");
        for (var i = 0; i < 2; i++)
        {
            using var answer = await GetAsync(gate, service.Address.ToString());
            Assert.Equal("x", await answer.Content.ReadAsStringAsync(Cancel));
        }
        Assert.All(service.Requests, asked => Assert.Equal(["Host"], asked.Headers.Keys));
    }

    [Fact]
    public async Task A_name_that_leads_nowhere_is_a_failure_of_the_network()
    {
        using var gate = Gate(_ => []);
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => GetAsync(gate, "https://nowhere.example/"));
        Assert.True(failure is HttpRequestException or SocketException, failure.ToString());
    }

    private static OutgoingGate Gate(Func<string, IPAddress[]>? resolve, params string[] allowed)
    {
        var options = new OutgoingOptions();
        foreach (var entry in allowed)
        {
            Assert.True(AllowedTarget.TryParse(entry, out var target));
            options.Allow.Add(target);
        }
        return resolve is null ? new OutgoingGate(options) : new OutgoingGate(options, (name, _) => Task.FromResult(resolve(name)));
    }

    private static Task<LocalService> ServerAsync(string address, Func<HttpContext, string, Task> answer, int port = 0) => LocalService.StartAsync(answer, IPAddress.Parse(address), port);

    private static async Task<HttpResponseMessage> GetAsync(OutgoingGate gate, string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url));
        return await gate.SendAsync(request, Cancel);
    }
}
