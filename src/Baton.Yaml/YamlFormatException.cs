namespace Baton.Yaml;

/// <summary>A text is not YAML, means nothing in JSON, or is beyond a limit.</summary>
/// <param name="message">What is wrong, as a sentence without a full stop.</param>
/// <param name="line">The line of the fault, from 1.</param>
/// <param name="column">The column of the fault in characters, from 1.</param>
public sealed class YamlFormatException(string message, long line, long column) : FormatException(message)
{
    public int Line { get; } = (int)line;

    public int Column { get; } = (int)column;
}
