using Amazon.S3;
using Amazon.S3.Model;

namespace Baton.Integrations.S3.Buckets;

/// <summary>Writes an object in parts, of which one is held at a time; a small object goes in one request.</summary>
internal sealed class S3Upload(S3Bucket bucket, IAmazonS3 client, S3Address address) : IBucketUpload
{
    /// <summary>At most 10,000 parts make an object, so this is good for 80 GiB; S3 wants at least 5 MiB.</summary>
    private const int PartBytes = 8 * 1024 * 1024;

    private readonly MemoryStream _part = new();
    private readonly List<PartETag> _parts = [];
    private string? _uploadId;
    private bool _completed;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            var taken = (int)Math.Min(bytes.Length, PartBytes - _part.Length);
            _part.Write(bytes.Span[..taken]);
            bytes = bytes[taken..];
            if (_part.Length == PartBytes) await SendPartAsync(cancellationToken);
        }
    }

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_uploadId is null)
        {
            _part.Position = 0;
            var put = new PutObjectRequest
            {
                BucketName = address.Bucket, Key = address.Key, ExpectedBucketOwner = address.Owner, InputStream = _part, AutoCloseStream = false,
            };
            await bucket.CallAsync(token => client.PutObjectAsync(put, token), cancellationToken);
        }
        else
        {
            if (_part.Length > 0) await SendPartAsync(cancellationToken);
            var complete = new CompleteMultipartUploadRequest
            {
                BucketName = address.Bucket, Key = address.Key, ExpectedBucketOwner = address.Owner, UploadId = _uploadId, PartETags = _parts,
            };
            await bucket.CallAsync(token => client.CompleteMultipartUploadAsync(complete, token), cancellationToken);
        }
        _completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _part.DisposeAsync();
        if (_completed || _uploadId is null) return;
        var abort = new AbortMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key, ExpectedBucketOwner = address.Owner, UploadId = _uploadId };
        await bucket.CallAsync(token => client.AbortMultipartUploadAsync(abort, token), CancellationToken.None); // parts that nobody wants would be kept and paid for
    }

    private async Task SendPartAsync(CancellationToken cancellationToken)
    {
        if (_uploadId is null)
        {
            var begin = new InitiateMultipartUploadRequest { BucketName = address.Bucket, Key = address.Key, ExpectedBucketOwner = address.Owner };
            _uploadId = (await bucket.CallAsync(token => client.InitiateMultipartUploadAsync(begin, token), cancellationToken)).UploadId;
        }
        _part.Position = 0;
        var request = new UploadPartRequest
        {
            BucketName = address.Bucket, Key = address.Key, ExpectedBucketOwner = address.Owner,
            UploadId = _uploadId, PartNumber = _parts.Count + 1, InputStream = _part, PartSize = _part.Length,
        };
        var sent = await bucket.CallAsync(token => client.UploadPartAsync(request, token), cancellationToken);
        _parts.Add(new PartETag(_parts.Count + 1, sent.ETag));
        _part.SetLength(0);
    }
}
