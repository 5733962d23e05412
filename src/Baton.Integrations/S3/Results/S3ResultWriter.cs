using Baton.Engine;
using Baton.Integrations.S3.Buckets;
using Baton.Json;
using Baton.Runtime.MapRuns;

namespace Baton.Integrations.S3.Results;

/// <summary>Writes the results of a Map Run into a bucket: files of what succeeded, failed and never began, and the manifest that names them.</summary>
/// <param name="fileBytesMax">The largest result file. Step Functions' is <see cref="FileBytesMaxOfAws"/>.</param>
public sealed class S3ResultWriter(BucketCatalog buckets, long fileBytesMax = S3ResultWriter.FileBytesMaxOfAws) : IResultWriter
{
    /// <summary>5 GiB.</summary>
    public const long FileBytesMaxOfAws = 5L * 1024 * 1024 * 1024;

    public async Task<ManifestLocation> WriteAsync(ResultWriterRequest request, IAsyncEnumerable<ChildResult> children, CancellationToken cancellationToken)
    {
        if (request.Configuration["Transformation"] is { } word and not JsonString { Value: "NONE" or "COMPACT" or "FLATTEN" })
        {
            throw new ResultWriterException($"The field 'Transformation' must be one of NONE, COMPACT, FLATTEN; it is {word}.");
        }
        var transformation = ResultShape.TransformationOf(request.Configuration, ResultTransformation.None);
        var isLines = request.Configuration["OutputType"] switch
        {
            null or JsonString { Value: "JSON" } => false,
            JsonString { Value: "JSONL" } => true,
            var other => throw new ResultWriterException($"The field 'OutputType' must be one of JSON, JSONL; it is {other}."),
        };
        var name = Argument(request, "Bucket") is { Length: > 0 } text ? text : throw new ResultWriterException("The ResultWriter's argument 'Bucket' must be a non-empty string.");
        var prefix = (Argument(request, "Prefix") ?? "").TrimEnd('/');
        var folder = $"{(prefix.Length == 0 ? "" : prefix + "/")}{request.MapRunArn[(request.MapRunArn.LastIndexOf(':') + 1)..]}/";
        try
        {
            var bucket = buckets.Open(name, Argument(request, "ExpectedBucketOwner"));
            await using var succeeded = new ResultFiles(bucket, folder, "SUCCEEDED", isLines, fileBytesMax);
            await using var failed = new ResultFiles(bucket, folder, "FAILED", isLines, fileBytesMax);
            await using var pending = new ResultFiles(bucket, folder, "PENDING", isLines, fileBytesMax);
            await foreach (var child in children.WithCancellation(cancellationToken))
            {
                var files = child.Status switch
                {
                    "SUCCEEDED" => succeeded,
                    "PENDING" => pending,
                    _ => failed, // those that were aborted and those that timed out too
                };
                foreach (var part in ResultShape.Parts(child, transformation)) await files.AddAsync(part, cancellationToken);
            }
            foreach (var files in new[] { succeeded, failed, pending }) await files.CompleteAsync(cancellationToken);

            var manifest = JsonObject.Of(
                ("DestinationBucket", JsonData.Of(name)),
                ("MapRunArn", JsonData.Of(request.MapRunArn)),
                ("ResultFiles", JsonObject.Of(("FAILED", failed.Written), ("PENDING", pending.Written), ("SUCCEEDED", succeeded.Written))));
            await using var upload = await bucket.CreateAsync($"{folder}manifest.json", cancellationToken);
            await upload.WriteAsync(manifest.ToUtf8(), cancellationToken);
            await upload.CompleteAsync(cancellationToken);
        }
        catch (Exception e) when (e is BucketException or IOException or UnauthorizedAccessException)
        {
            throw new ResultWriterException(e.Message, e);
        }
        return new ManifestLocation(name, $"{folder}manifest.json");
    }

    private static string? Argument(ResultWriterRequest request, string name) => request.Arguments[name] switch
    {
        null => null,
        JsonString text => text.Value,
        _ => throw new ResultWriterException($"The ResultWriter's argument '{name}' must be a string."),
    };
}
