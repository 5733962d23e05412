namespace Baton.Expressions.Jsonata;

/// <summary>What sets a list of the language apart from a plain JSON array; rules of flattening hang on these.</summary>
[Flags]
internal enum ListMarks
{
    /// <summary>A plain array: it stays an array whatever its length.</summary>
    None = 0,

    /// <summary>A sequence: of one item it is that item, of none it is nothing.</summary>
    Sequence = 1,

    /// <summary>A sequence that stays an array though it has one item (<c>[]</c> in a path).</summary>
    KeepSingleton = 2,

    /// <summary>An array made by a constructor inside a path: the path does not flatten it.</summary>
    Constructed = 4,

    /// <summary>The sequence around an input document that is itself an array.</summary>
    Wrapper = 8,

    /// <summary>The items are frames with a context and variables (<c>@</c>, <c>#</c>, <c>%</c>), not values.</summary>
    Tuples = 16,
}
