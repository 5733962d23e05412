namespace Baton.Expressions.Paths.Regexes;

/// <summary>The flags of Java's regexes.</summary>
[Flags]
internal enum JavaRegexFlags
{
    None = 0,
    IgnoreCase = 1,
    UnicodeCase = 2,
    MultiLine = 4,
    DotAll = 8,
    Comments = 16,
    UnixLines = 32,
    UnicodeClasses = 64,
}

internal static class JavaRegexFlagLetters
{
    /// <returns><see cref="JavaRegexFlags.None"/> for a letter that is no flag.</returns>
    public static JavaRegexFlags Of(char letter) => letter switch
    {
        'i' => JavaRegexFlags.IgnoreCase,
        'u' => JavaRegexFlags.UnicodeCase,
        'm' => JavaRegexFlags.MultiLine,
        's' => JavaRegexFlags.DotAll,
        'x' => JavaRegexFlags.Comments,
        'd' => JavaRegexFlags.UnixLines,
        'U' => JavaRegexFlags.UnicodeClasses | JavaRegexFlags.UnicodeCase,
        _ => JavaRegexFlags.None,
    };
}
