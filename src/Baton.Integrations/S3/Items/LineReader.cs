namespace Baton.Integrations.S3.Items;

/// <summary>Lines of text, ended by LF or CR LF.</summary>
internal sealed class LineReader(Stream stream, ItemReaderLimits limits)
{
    private readonly StreamWindow _window = new(stream, limits);
    private int _length;

    /// <summary>The line that was read, without its end; good until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => _window.Span[.._length].TrimEnd((byte)'\r');

    /// <summary>The number of the line that was read, from 1.</summary>
    public long Number { get; private set; }

    /// <returns>False if there is no further line.</returns>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (Number == 0) await _window.SkipByteOrderMarkAsync(cancellationToken);
        else _window.Advance(Math.Min(_length + 1, _window.Span.Length));
        Number++;
        for (var searched = 0; ;)
        {
            var found = _window.Span[searched..].IndexOf((byte)'\n');
            searched = _length = found < 0 ? _window.Span.Length : searched + found;
            if (found >= 0) return true;
            if (_window.Ended) return _length > 0;
            await _window.FillAsync(cancellationToken);
        }
    }
}
