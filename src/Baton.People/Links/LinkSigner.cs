using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Baton.People.Tasks;
using Baton.Store;

namespace Baton.People.Links;

/// <summary>
/// Makes and reads the links of outsiders: <c>ADDRESS/forms/ID.NONCE.EXPIRY.SIGNATURE</c>. The signature is an HMAC-SHA256 under a key that lies in the data folder;
/// the nonce stands in the task as long as the link is good, which makes a link good for one use.
/// </summary>
internal sealed class LinkSigner
{
    public const string Path = "/forms";

    private const int KeyBytes = 32;
    private const string KeyFile = "links.key";

    private readonly byte[] _key;
    private readonly Task<string> _publicAddress;

    private LinkSigner(byte[] key, Task<string> publicAddress) => (_key, _publicAddress) = (key, publicAddress);

    /// <summary>Reads the key, or makes one that only the owner of the folder can read.</summary>
    /// <exception cref="IOException">It cannot be read or written, or is damaged.</exception>
    public static LinkSigner Open(string folder, Task<string> publicAddress)
    {
        var file = System.IO.Path.Combine(folder, KeyFile);
        Directory.CreateDirectory(folder);
        if (!File.Exists(file))
        {
            var made = $"{file}.new";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var stream = new FileStream(made, options))
            {
                stream.Write(RandomNumberGenerator.GetBytes(KeyBytes));
                stream.Flush(flushToDisk: true);
            }
            DurableFolder.Move(made, file);
        }
        var key = File.ReadAllBytes(file);
        return key.Length == KeyBytes ? new LinkSigner(key, publicAddress) : throw new IOException($"'{file}' holds {key.Length} bytes where the key of links has {KeyBytes}. Delete it, and links that were sent are good no more.");
    }

    public static string NewNonce() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));

    /// <summary>The link that is good for a task now; null for none.</summary>
    public async Task<string?> AddressOfAsync(HumanTask task)
    {
        if (task.Link is not { } link) return null;
        var content = string.Create(CultureInfo.InvariantCulture, $"{task.Id}.{link.Nonce}.{link.ExpiresAt.ToUnixTimeSeconds()}");
        return $"{await _publicAddress}{Path}/{content}.{Sign(content)}";
    }

    /// <summary>Reads what comes after the path; null where it is not signed by us.</summary>
    public SignedLink? Read(string text)
    {
        var split = text.LastIndexOf('.');
        if (split < 0 || text.Length > 256 || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Sign(text[..split])), Encoding.UTF8.GetBytes(text[(split + 1)..]))) return null;
        return text[..split].Split('.') is [var id, var nonce, var expiry]
            ? new SignedLink(long.Parse(id, CultureInfo.InvariantCulture), nonce, DateTimeOffset.FromUnixTimeSeconds(long.Parse(expiry, CultureInfo.InvariantCulture)))
            : null;
    }

    private string Sign(string content) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content)));
}

/// <summary>What a link says that we have signed.</summary>
internal sealed record SignedLink(long TaskId, string Nonce, DateTimeOffset ExpiresAt);
