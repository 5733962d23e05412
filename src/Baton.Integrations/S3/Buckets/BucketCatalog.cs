using Amazon.Runtime;
using Amazon.S3;

namespace Baton.Integrations.S3.Buckets;

/// <summary>Finds a bucket by its name: a configured folder, else the configured S3 endpoint.</summary>
public sealed class BucketCatalog : IDisposable
{
    private readonly BucketOptions _options;
    private readonly Lazy<AmazonS3Client> _client;

    public BucketCatalog(BucketOptions options)
    {
        _options = options;
        _client = new(Connect);
    }

    /// <param name="name">The bucket's name.</param>
    /// <param name="owner">The account that S3 must find to own the bucket, if it matters; a folder is its configurer's.</param>
    /// <exception cref="BucketException">No such bucket is configured.</exception>
    public IBucket Open(string name, string? owner = null)
    {
        if (_options.Folders.TryGetValue(name, out var folder)) return new FolderBucket(name, folder);
        if (_options.S3Endpoint is not null) return new S3Bucket(_client.Value, name, owner, _options.S3SilenceMax);
        throw new BucketException(
            $"The bucket '{name}' is not configured. Start the server with Baton__Buckets__{name}=FOLDER to keep it in a folder, "
            + "or with Baton__Endpoints__s3=http://HOST:PORT, the address of something that serves the S3 API.");
    }

    public void Dispose()
    {
        if (_client.IsValueCreated) _client.Value.Dispose();
    }

    private AmazonS3Client Connect()
    {
        return new AmazonS3Client(new AmazonS3Config
        {
            ServiceURL = _options.S3Endpoint!.ToString(),
            AuthenticationRegion = _options.S3Region,
            ForcePathStyle = _options.S3PathStyle,
            Timeout = _options.S3SilenceMax,
            // Checksums that only S3 itself understands are left out where they may be.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
    }
}
