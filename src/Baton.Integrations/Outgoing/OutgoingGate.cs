using System.Net;
using System.Net.Sockets;

namespace Baton.Integrations.Outgoing;

/// <summary>
/// The one way out for calls whose address comes from a workflow's data. Public addresses are open, over HTTPS and the ports of the web or above 1023; all
/// others (loopback, link-local, private, metadata and the like, however they are written) are what the operator opens. What counts is the address that a
/// connection is made to, looked at when it is made: a name that leads elsewhere later leads there through here again. Redirects are not followed, no
/// proxy is used, no cookie is kept.
/// </summary>
public sealed class OutgoingGate : IDisposable
{
    private const string Setting = "Baton__Outgoing__Allow";

    private readonly OutgoingOptions _options;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve;
    private readonly HttpMessageInvoker _http;

    public OutgoingGate(OutgoingOptions options)
        : this(options, Dns.GetHostAddressesAsync)
    {
    }

    /// <param name="options">What is open.</param>
    /// <param name="resolve">Looks up the addresses of a name.</param>
    internal OutgoingGate(OutgoingOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _options = options;
        _resolve = resolve;
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = options.ConnectTimeMax,
            MaxResponseHeadersLength = options.ResponseHeadersKiBMax,
            MaxResponseDrainSize = 64 * 1024, // what is left of a longer answer is not waited for
            ResponseDrainTimeout = TimeSpan.FromSeconds(1),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // so that a name that moved is followed
            ActivityHeadersPropagator = null,
            ConnectCallback = ConnectAsync,
        });
    }

    /// <summary>Sends a request; the answer's body is read by the caller, who bounds it.</summary>
    /// <exception cref="OutgoingRefusedException"/>
    /// <exception cref="HttpRequestException">The other side is not there, or does not speak HTTP.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        CheckUri(request.RequestUri!);
        try
        {
            return await _http.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException e) when (e.InnerException is OutgoingRefusedException refused)
        {
            throw refused;
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What can be said before anything is looked up.</summary>
    /// <exception cref="OutgoingRefusedException"/>
    internal static void CheckUri(Uri uri)
    {
        if (!uri.IsAbsoluteUri || uri.Scheme is not ("https" or "http")) throw Malformed("is no address of the web; expected one that begins with https://");
        if (uri.UserInfo.Length > 0) throw Malformed("has a user name or password in it; a connection holds these");
        if (uri.Host.Length == 0 || uri.Port is <= 0 or > 65_535) throw Malformed("names no host");

        static OutgoingRefusedException Malformed(string fault) => new($"The address to call {fault}.", isOfAddress: false); // it may hold a secret, so it is not told
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isPlain = context.InitialRequestMessage.RequestUri!.Scheme == "http";
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal) ? [literal] : await _resolve(host, cancellationToken);
        var refusals = Array.ConvertAll(addresses, address => Refusal(address, port, isPlain));
        var open = addresses.Where((_, index) => refusals[index] is null).ToArray();
        if (open.Length == 0)
        {
            throw refusals.Length == 0
                ? new SocketException((int)SocketError.HostNotFound)
                : new OutgoingRefusedException($"Calls to '{host}' port {port} are not allowed: {refusals[0]}. Whoever runs the server can open an address with {Setting}.", isOfAddress: true);
        }
        return await DialAsync(open, port, cancellationToken);
    }

    private static async Task<NetworkStream> DialAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(addresses[i], port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException || i + 1 == addresses.Length) throw;
            }
        }
    }

    /// <summary>Why no connection is made to an address; null where one is.</summary>
    internal string? Refusal(IPAddress address, int port, bool isPlain)
    {
        if (IsAllowed(address, port)) return AddressRules.Embedded(address) is { } inner && AddressRules.KindOf(inner) is not null && !IsAllowed(inner, port) ? Leads(inner) : null;
        if (AddressRules.KindOf(address) is not null) return Leads(address);
        if (isPlain) return "plain http is only for addresses that are opened; take https";
        return port is 80 or 443 or > 1023 ? null : "a port below 1024 is only called if it is 80 or 443";

        static string Leads(IPAddress address) => $"it leads to a {AddressRules.KindOf(address)} address";
    }

    private bool IsAllowed(IPAddress address, int port)
    {
        var isOwn = port == _options.OwnPort && IPAddress.IsLoopback(address);
        return _options.Allow.Any(target => target.Holds(address, port) && (target.IsSingle || !AddressRules.IsMetadata(address)) && (!isOwn || target.Port is not null));
    }
}
