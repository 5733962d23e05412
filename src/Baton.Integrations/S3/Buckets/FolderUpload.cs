namespace Baton.Integrations.S3.Buckets;

/// <summary>Writes beside the place and moves there at the end, so that nobody ever reads half an object.</summary>
internal sealed class FolderUpload : IBucketUpload
{
    private readonly string _path;
    private readonly string _temporary;
    private readonly FileStream _file;
    private bool _completed;

    public FolderUpload(string path)
    {
        _path = path;
        _temporary = Path.Combine(Path.GetDirectoryName(path)!, $"{FolderKeys.UploadPrefix}{Guid.NewGuid():n}");
        _file = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 64 * 1024, useAsync: true);
    }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _file.WriteAsync(bytes, cancellationToken);

    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await _file.FlushAsync(cancellationToken);
        _file.Flush(flushToDisk: true);
        await _file.DisposeAsync();
        File.Move(_temporary, _path, overwrite: true);
        _completed = true;
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        if (!_completed) File.Delete(_temporary);
    }
}
