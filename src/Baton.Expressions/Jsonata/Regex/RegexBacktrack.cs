namespace Baton.Expressions.Jsonata;

internal enum RegexBacktrackKind
{
    /// <summary>Goes on at instruction A, place B.</summary>
    Branch,

    /// <summary>Gives register A its value B again.</summary>
    Restore,

    /// <summary>The loop at instruction A stands at place B and may give back, or take, C more characters.</summary>
    Loop,

    /// <summary>The counted loop at instruction A runs once more from place B.</summary>
    Iterate,

    /// <summary>The marked loop at instruction A takes one more character at place B.</summary>
    OneMore,
}

/// <summary>Something to undo, or another way to try.</summary>
internal readonly record struct RegexBacktrack(RegexBacktrackKind Kind, int A, int B, int C)
{
    public const int Bytes = 16;

    public static RegexBacktrack Branch(int at, int place) => new(RegexBacktrackKind.Branch, at, place, 0);

    public static RegexBacktrack Restore(int register, int value) => new(RegexBacktrackKind.Restore, register, value, 0);

    public static RegexBacktrack Loop(int at, int place, int left) => new(RegexBacktrackKind.Loop, at, place, left);

    public static RegexBacktrack Iterate(int at, int place) => new(RegexBacktrackKind.Iterate, at, place, 0);

    public static RegexBacktrack OneMore(int at, int place) => new(RegexBacktrackKind.OneMore, at, place, 0);
}
