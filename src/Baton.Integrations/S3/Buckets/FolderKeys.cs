using System.Text;

namespace Baton.Integrations.S3.Buckets;

/// <summary>Turns keys into paths below a folder. A key leads nowhere else: not by <c>..</c>, and not by a symbolic link.</summary>
internal sealed class FolderKeys(string bucket, string root)
{
    /// <summary>What files that are still being written are called; no key is.</summary>
    public const string UploadPrefix = ".baton-upload-";

    private const int KeyBytesMax = 1024;
    private const int NameBytesMax = 255;

    private static readonly char[] Refused = [.. Path.GetInvalidFileNameChars(), '\\'];

    /// <summary>Whether a file of this name can be an object, or a folder of this name hold some.</summary>
    public static bool IsName(string name) =>
        name.Length > 0 && name is not ("." or "..") && name.IndexOfAny(Refused) < 0
        && !name.StartsWith(UploadPrefix, StringComparison.Ordinal) && Encoding.UTF8.GetByteCount(name) <= NameBytesMax;

    /// <exception cref="BucketException">No file can have this key.</exception>
    public string PathOf(string key)
    {
        var names = key.Split('/');
        if (Encoding.UTF8.GetByteCount(key) > KeyBytesMax || !names.All(IsName))
        {
            throw new BucketException($"The key '{key}' cannot be the path of a file: the bucket '{bucket}' is a folder, and its keys are names of at most {NameBytesMax} bytes joined by '/', none of them '.' or '..'.");
        }
        var path = root;
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            if (IsLink(new FileInfo(path))) throw new BucketException($"The key '{key}' leads through a symbolic link; the bucket '{bucket}' is a folder whose links are not followed.");
        }
        return path;
    }

    public static bool IsLink(FileSystemInfo file) => file.LinkTarget is not null;
}
