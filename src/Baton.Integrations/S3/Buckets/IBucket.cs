namespace Baton.Integrations.S3.Buckets;

/// <summary>A place of objects, each with a key. Its failures are <see cref="BucketException"/>s, and what a stream throws.</summary>
public interface IBucket
{
    string Name { get; }

    /// <summary>Lists the objects whose keys begin with the prefix, in the order of their keys' UTF-8 bytes.</summary>
    IAsyncEnumerable<BucketObject> ListAsync(string prefix, CancellationToken cancellationToken);

    /// <param name="key">The key of the object.</param>
    /// <param name="versionId">Which version; null for the newest.</param>
    Task<BucketContent> OpenAsync(string key, string? versionId, CancellationToken cancellationToken);

    /// <summary>Begins to write an object; it is there, and replaces what was there, once it is completed.</summary>
    Task<IBucketUpload> CreateAsync(string key, CancellationToken cancellationToken);
}

/// <summary>What a list says of an object.</summary>
/// <param name="ETag">The entity tag with its quotes, as S3 gives it.</param>
public sealed record BucketObject(string Key, long Size, DateTimeOffset LastModified, string ETag, string StorageClass);

/// <summary>The bytes of an object as they are stored, and the <c>Content-Encoding</c> they are said to have.</summary>
public sealed record BucketContent(Stream Stream, string? Encoding) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Stream.DisposeAsync();
}

/// <summary>An object that is being written. Disposed before it is completed, it leaves nothing.</summary>
public interface IBucketUpload : IAsyncDisposable
{
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken);

    Task CompleteAsync(CancellationToken cancellationToken);
}

/// <summary>A bucket cannot do what it was asked; the message says why.</summary>
public sealed class BucketException(string message, Exception? inner = null) : Exception(message, inner);
