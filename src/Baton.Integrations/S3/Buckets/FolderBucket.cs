using System.Runtime.CompilerServices;
using System.Text;

namespace Baton.Integrations.S3.Buckets;

/// <summary>A bucket in a folder: each file is an object, its path below the folder the key. Of a folder listed, the names are held, not more.</summary>
internal sealed class FolderBucket(string name, string folder) : IBucket
{
    private readonly string _root = Path.GetFullPath(folder);

    public string Name => name;

    private FolderKeys Keys => new(name, _root);

    public async IAsyncEnumerable<BucketObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RequireRoot();
        var parent = prefix[..(prefix.LastIndexOf('/') + 1)];
        if (parent.Length > 0 && !parent[..^1].Split('/').All(FolderKeys.IsName)) yield break; // no key begins so
        var start = parent.Length == 0 ? _root : Keys.PathOf(parent[..^1]);
        foreach (var file in Walk(new DirectoryInfo(start), parent, prefix))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return file;
        }
        await ValueTask.CompletedTask;
    }

    public Task<BucketContent> OpenAsync(string key, string? versionId, CancellationToken cancellationToken)
    {
        RequireRoot();
        if (versionId is not null) throw new BucketException($"The bucket '{name}' is a folder and keeps no versions; leave out VersionId.");
        var path = Keys.PathOf(key);
        try
        {
            return Task.FromResult(new BucketContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, useAsync: true), null));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BucketException($"The specified key does not exist: '{key}' in the bucket '{name}'.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BucketException($"The key '{key}' in the bucket '{name}' cannot be read: {e.Message}", e);
        }
    }

    public Task<IBucketUpload> CreateAsync(string key, CancellationToken cancellationToken)
    {
        RequireRoot();
        var path = Keys.PathOf(key);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return Task.FromResult<IBucketUpload>(new FolderUpload(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BucketException($"The key '{key}' in the bucket '{name}' cannot be written: {e.Message}", e);
        }
    }

    private static IEnumerable<BucketObject> Walk(DirectoryInfo directory, string parent, string prefix)
    {
        if (!directory.Exists) yield break;
        var inside = directory.EnumerateFileSystemInfos()
            .Where(file => FolderKeys.IsName(file.Name) && !FolderKeys.IsLink(file))
            .Select(file => (Key: parent + file.Name + (file is DirectoryInfo ? "/" : ""), File: file))
            .Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(entry.Key, StringComparison.Ordinal))
            .OrderBy(entry => entry.Key, Utf8Order.Instance);
        foreach (var (key, file) in inside)
        {
            if (file is DirectoryInfo folder)
            {
                foreach (var deeper in Walk(folder, key, prefix)) yield return deeper;
            }
            else if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                var found = (FileInfo)file;
                var modified = new DateTimeOffset(found.LastWriteTimeUtc);
                yield return new BucketObject(key, found.Length, modified, $"\"{modified.UtcTicks:x}-{found.Length:x}\"", "STANDARD");
            }
        }
    }

    private void RequireRoot()
    {
        if (!Directory.Exists(_root)) throw new BucketException($"The specified bucket does not exist: '{name}' is configured as the folder '{_root}', which is not there.");
    }

    /// <summary>The order of texts as S3 has it: by their bytes in UTF-8, which is that of their code points.</summary>
    private sealed class Utf8Order : IComparer<string>
    {
        public static readonly Utf8Order Instance = new();

        public int Compare(string? x, string? y)
        {
            var same = x.AsSpan().CommonPrefixLength(y);
            if (same > 0 && char.IsHighSurrogate(x![same - 1])) same--; // a pair is one character
            Rune.DecodeFromUtf16(x.AsSpan(same), out var left, out var leftLength);
            Rune.DecodeFromUtf16(y.AsSpan(same), out var right, out var rightLength);
            return leftLength == 0 || rightLength == 0 ? leftLength - rightLength : left.CompareTo(right);
        }
    }
}
