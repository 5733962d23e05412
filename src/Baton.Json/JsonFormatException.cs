namespace Baton.Json;

/// <summary>A text is not JSON, or is beyond a limit.</summary>
public sealed class JsonFormatException : FormatException
{
    public JsonFormatException(string message, long line, long column, Exception? inner = null)
        : base(message, inner)
    {
        Line = line;
        Column = column;
    }

    /// <summary>The line of the fault, from 1.</summary>
    public long Line { get; }

    /// <summary>The column of the fault in bytes, from 1.</summary>
    public long Column { get; }
}
