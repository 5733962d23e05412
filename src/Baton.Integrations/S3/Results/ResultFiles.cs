using Baton.Integrations.S3.Buckets;
using Baton.Json;

namespace Baton.Integrations.S3.Results;

/// <summary>The files of results of one kind, <c>KIND_0.json</c> and on: a new one is begun when one would become too large.</summary>
internal sealed class ResultFiles(IBucket bucket, string folder, string kind, bool isLines, long fileBytesMax) : IAsyncDisposable
{
    private static readonly byte[] Opening = "[\n"u8.ToArray();
    private static readonly byte[] Between = ",\n"u8.ToArray();
    private static readonly byte[] LineEnd = "\n"u8.ToArray();
    private static readonly byte[] Closing = "\n]"u8.ToArray();

    private readonly List<JsonData> _written = [];
    private IBucketUpload? _file;
    private long _bytes;

    /// <summary>The files that were written, as a manifest names them.</summary>
    public JsonArray Written => new(_written);

    private string Key => $"{folder}{kind}_{_written.Count}.{(isLines ? "jsonl" : "json")}";

    public async Task AddAsync(JsonText entry, CancellationToken cancellationToken)
    {
        if (isLines && entry.Utf8.Span.ContainsAny((byte)'\n', (byte)'\r')) entry = JsonText.Of(entry.Value); // written anew, it is one line
        if (_file is not null && _bytes + entry.Utf8.Length + Between.Length + Closing.Length > fileBytesMax) await CompleteAsync(cancellationToken);
        if (_file is null)
        {
            _file = await bucket.CreateAsync(Key, cancellationToken);
            if (!isLines) await WriteAsync(Opening, cancellationToken);
        }
        else if (!isLines)
        {
            await WriteAsync(Between, cancellationToken);
        }
        await WriteAsync(entry.Utf8, cancellationToken);
        if (isLines) await WriteAsync(LineEnd, cancellationToken);
    }

    /// <summary>Ends the file that is being written, if there is one.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        if (_file is null) return;
        if (!isLines) await WriteAsync(Closing, cancellationToken);
        await _file.CompleteAsync(cancellationToken);
        await _file.DisposeAsync();
        _written.Add(JsonObject.Of(("Key", JsonData.Of(Key)), ("Size", JsonData.Of(_bytes))));
        (_file, _bytes) = (null, 0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_file is not null) await _file.DisposeAsync();
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _file!.WriteAsync(bytes, cancellationToken);
        _bytes += bytes.Length;
    }
}
