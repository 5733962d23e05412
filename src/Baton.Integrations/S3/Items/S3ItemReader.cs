using System.Runtime.CompilerServices;
using Baton.Integrations.S3.Buckets;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Items;

/// <summary>Reads the items of a distributed Map from buckets: those of an object, of the objects that a manifest or a list names, or the list itself.</summary>
public sealed class S3ItemReader(BucketCatalog buckets, ItemReaderLimits limits) : IItemReader
{
    public async IAsyncEnumerable<MapRunItem> ReadAsync(ItemReaderRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.ItemsMax < 0) throw new ItemReaderException("field MaxItems must be positive");
        var left = request.ItemsMax is null or 0 ? long.MaxValue : request.ItemsMax.Value; // a MaxItems of 0 reads all, as recorded
        await using var items = ItemsOf(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        for (; left > 0 && await MoveNextAsync(items); left--) yield return items.Current;
    }

    private static async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<MapRunItem> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (Exception e) when (e is BucketException or IOException or HttpRequestException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new ItemReaderException(e is InvalidDataException ? $"The gzip data cannot be read: {e.Message}" : e.Message, e);
        }
    }

    private IAsyncEnumerable<MapRunItem> ItemsOf(ItemReaderRequest request, CancellationToken cancellationToken)
    {
        var source = new ObjectSource(buckets, limits, ReaderConfig.Of(request.Configuration));
        var arguments = new ReaderArguments(request.Arguments);
        try
        {
            return request.Resource.Split(':')[^1] switch
            {
                "getObject" => source.ReadAsync(arguments, cancellationToken),
                "listObjectsV2" => source.ListAsync(arguments, cancellationToken),
                _ => throw new ItemReaderException($"The Resource '{request.Resource}' cannot be read; expected arn:aws:states:::s3:getObject or arn:aws:states:::s3:listObjectsV2."),
            };
        }
        catch (BucketException e)
        {
            throw new ItemReaderException(e.Message, e);
        }
    }
}
