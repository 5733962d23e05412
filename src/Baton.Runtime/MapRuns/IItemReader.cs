using Baton.Json;

namespace Baton.Runtime.MapRuns;

/// <summary>Reads the items of a distributed Map from outside the execution.</summary>
public interface IItemReader
{
    /// <summary>Reads the items in order, as they come: none is held longer than it is looked at, whatever their number.</summary>
    /// <remarks>The same request gives the same items again while what it names is unchanged: after a crash they are read anew and those already taken are skipped.</remarks>
    /// <exception cref="ItemReaderException">There is nothing to read, or it cannot be read as configured; also thrown in the midst of the items.</exception>
    IAsyncEnumerable<MapRunItem> ReadAsync(ItemReaderRequest request, CancellationToken cancellationToken);
}

/// <summary>What an <c>ItemReader</c> says, its expressions evaluated.</summary>
/// <param name="Resource">The ARN of the read, <c>…:s3:getObject</c> or <c>…:s3:listObjectsV2</c>.</param>
/// <param name="Arguments">What the read is given: <c>Bucket</c> and <c>Key</c>, or <c>Prefix</c>.</param>
/// <param name="Configuration"><c>ReaderConfig</c> as written.</param>
/// <param name="ItemsMax">No more items than this are read; null or 0, as recorded of AWS, for all. A negative number is refused.</param>
public sealed record ItemReaderRequest(string Resource, JsonObject Arguments, JsonObject Configuration, long? ItemsMax);

/// <summary>An item.</summary>
/// <param name="Value">The item.</param>
/// <param name="Key">The property's name where the items are those of an object.</param>
/// <param name="Source">Where it was read, <c>S3://bucket/key</c>, or <c>S3://bucket</c> for an entry of a list: <c>$$.Map.Item.Source</c>.</param>
public sealed record MapRunItem(JsonData Value, string? Key = null, string? Source = null);

/// <summary>Items cannot be read: <c>States.ItemReaderFailed</c> with the message as its cause.</summary>
public sealed class ItemReaderException(string cause, Exception? inner = null) : Exception(cause, inner);
