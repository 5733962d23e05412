namespace Baton.Expressions.Jsonata;

/// <summary>Finds the end of a regular expression whose opening slash was read, and reads it.</summary>
internal sealed class RegexLexer(string text, int start)
{
    /// <param name="end">The place after the flags.</param>
    public RegexProgram Read(out int end)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == '/' && depth == 0 && !IsEscaped(at))
            {
                if (at == start) throw new Fault("S0301") { Position = at };
                return Compile(at, out end);
            }
            if (text[at - 1] == '\\') continue;
            if (text[at] is '(' or '[' or '{') depth++;
            else if (text[at] is ')' or ']' or '}') depth--;
        }
        throw new Fault("S0302") { Position = text.Length };
    }

    private RegexProgram Compile(int close, out int end)
    {
        end = close + 1;
        while (end < text.Length && text[end] is 'i' or 'm') end++;
        var flags = text.AsSpan(close + 1, end - close - 1);
        if (flags.Count('i') > 1 || flags.Count('m') > 1) throw RegexParser.Invalid($"Invalid flags '{flags}'", end);
        try
        {
            return RegexCompiler.Compile(text[start..close], ignoreCase: flags.Contains('i'), multiline: flags.Contains('m'));
        }
        catch (Fault fault)
        {
            fault.Position = start + (fault.Position ?? 0);
            throw;
        }
    }

    /// <summary>Whether an odd number of backslashes stands before a place.</summary>
    private bool IsEscaped(int at)
    {
        var backslashes = 0;
        while (text[at - backslashes - 1] == '\\') backslashes++;
        return backslashes % 2 == 1;
    }
}
