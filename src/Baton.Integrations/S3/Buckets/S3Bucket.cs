using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Baton.Integrations.S3.Buckets;

/// <summary>A bucket behind the S3 API.</summary>
internal sealed class S3Bucket(IAmazonS3 client, string name, string? owner, TimeSpan silenceMax) : IBucket
{
    public string Name => name;

    public async IAsyncEnumerable<BucketObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var request = new ListObjectsV2Request { BucketName = name, Prefix = prefix, ExpectedBucketOwner = owner };
        while (true)
        {
            var page = await CallAsync(token => client.ListObjectsV2Async(request, token), cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                var modified = DateTime.SpecifyKind(found.LastModified.GetValueOrDefault().ToUniversalTime(), DateTimeKind.Utc);
                yield return new BucketObject(found.Key, found.Size ?? 0, modified, found.ETag, found.StorageClass?.Value ?? "STANDARD");
            }
            if (page.IsTruncated != true) yield break;
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public async Task<BucketContent> OpenAsync(string key, string? versionId, CancellationToken cancellationToken)
    {
        var answer = await GetAsync(new GetObjectRequest(), cancellationToken);
        return new BucketContent(new ResumingStream(answer, ReopenAsync, silenceMax), answer.Headers.ContentEncoding);

        // The same object or none: one that was replaced in between would give other items.
        Task<GetObjectResponse> ReopenAsync(long position, string etag, CancellationToken reading) =>
            GetAsync(new GetObjectRequest { ByteRange = new ByteRange($"bytes={position}-"), EtagToMatch = etag }, reading);

        Task<GetObjectResponse> GetAsync(GetObjectRequest request, CancellationToken reading)
        {
            (request.BucketName, request.Key, request.VersionId, request.ExpectedBucketOwner) = (name, key, versionId, owner);
            return CallAsync(token => client.GetObjectAsync(request, token), reading);
        }
    }

    public Task<IBucketUpload> CreateAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult<IBucketUpload>(new S3Upload(this, client, new S3Address(name, key, owner)));

    /// <exception cref="BucketException">The service refused, or could not be asked.</exception>
    internal async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new BucketException($"S3 did not answer for the bucket '{name}' at {client.Config.ServiceURL} in time.", e);
        }
        catch (AmazonServiceException e) when (e.StatusCode != 0)
        {
            throw new BucketException($"{e.Message.TrimEnd()} (Service: S3, Status Code: {(int)e.StatusCode}, Request ID: {e.RequestId ?? "null"}, Bucket: {name})", e);
        }
        catch (Exception e) when (e is AmazonClientException or AmazonServiceException or HttpRequestException or WebException or IOException)
        {
            throw new BucketException($"S3 cannot be asked for the bucket '{name}' at {client.Config.ServiceURL}: {e.GetBaseException().Message}", e);
        }
    }
}

internal sealed record S3Address(string Bucket, string Key, string? Owner);
