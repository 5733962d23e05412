namespace Baton.Language.Text;

/// <summary>The first place where a text is not JSON, in the words of the parser that AWS uses.</summary>
/// <param name="Message">What is wrong there.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column behind the character that is to blame, from 1.</param>
public sealed record JsonFault(string Message, int Line, int Column)
{
    /// <summary>As much of a text as a location shows.</summary>
    private const int ShownMax = 500;

    /// <summary>Finds the first fault; null where this reader finds none.</summary>
    public static JsonFault? Of(string text) => new JsonFaultScanner(text).Find();

    /// <summary>The fault's location as AWS prints it: <c>[Source: (String)"…"; line: 1, column: 4]</c>.</summary>
    public string Location(string text) => Location(text, Line, Column);

    internal static string Location(string text, int line, int column)
    {
        var shown = text.Length <= ShownMax ? $"\"{text}\"" : $"\"{text[..ShownMax]}\"[truncated {text.Length - ShownMax} chars]";
        return $"[Source: (String){shown}; line: {line}, column: {column}]";
    }
}
