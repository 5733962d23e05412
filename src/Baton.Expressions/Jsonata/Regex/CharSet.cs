using System.Buffers;

namespace Baton.Expressions.Jsonata;

/// <summary>A set of UTF-16 code units.</summary>
internal sealed class CharSet
{
    private const int AsciiEnd = 128;

    private readonly (char First, char Last)[] _ranges;
    private readonly ulong _low;
    private readonly ulong _high;

    /// <param name="ranges">Ranges in any order; they may overlap.</param>
    public CharSet(IEnumerable<(char First, char Last)> ranges)
    {
        _ranges = Normalized(ranges);
        for (var c = '\0'; c < AsciiEnd; c++)
        {
            if (!InRanges(c)) continue;
            if (c < 64) _low |= 1UL << c;
            else _high |= 1UL << (c - 64);
        }
    }

    public static CharSet Digits { get; } = new([('0', '9')]);

    public static CharSet Words { get; } = new([('a', 'z'), ('A', 'Z'), ('0', '9'), ('_', '_')]);

    public static CharSet Spaces { get; } = new(
    [
        ('\t', '\r'), (' ', ' '), ('\u00A0', '\u00A0'), ('\u1680', '\u1680'), ('\u2000', '\u200A'), ('\u2028', '\u2029'),
        ('\u202F', '\u202F'), ('\u205F', '\u205F'), ('\u3000', '\u3000'), ('\uFEFF', '\uFEFF'),
    ]);

    public static CharSet LineEnds { get; } = new([('\n', '\n'), ('\r', '\r'), ('\u2028', '\u2029')]);

    /// <summary>What the dot matches.</summary>
    public static CharSet Dot { get; } = LineEnds.Complement();

    public IReadOnlyList<(char First, char Last)> Ranges => _ranges;

    public static CharSet Of(char c) => new([(c, c)]);

    /// <summary>The number of characters in it.</summary>
    public int Count => _ranges.Sum(range => range.Last - range.First + 1);

    public bool Contains(char c)
    {
        if (c < 64) return (_low >> c & 1) != 0;
        return c < AsciiEnd ? (_high >> (c - 64) & 1) != 0 : InRanges(c);
    }

    public CharSet Complement()
    {
        var gaps = new List<(char, char)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next) gaps.Add(((char)next, (char)(first - 1)));
            next = last + 1;
        }
        if (next <= char.MaxValue) gaps.Add(((char)next, char.MaxValue));
        return new CharSet(gaps);
    }

    public CharSet Union(CharSet other) => new(_ranges.Concat(other._ranges));

    public SearchValues<char> ToSearchValues() => SearchValues.Create([.. _ranges.SelectMany(range => Enumerable.Range(range.First, range.Last - range.First + 1)).Select(c => (char)c)]);

    private static (char First, char Last)[] Normalized(IEnumerable<(char First, char Last)> ranges)
    {
        var result = new List<(char First, char Last)>();
        foreach (var range in ranges.Order())
        {
            if (result.Count > 0 && range.First <= result[^1].Last + 1) result[^1] = (result[^1].First, (char)Math.Max(result[^1].Last, range.Last));
            else result.Add(range);
        }
        return [.. result];
    }

    private bool InRanges(char c)
    {
        var low = 0;
        var high = _ranges.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (c < _ranges[middle].First) high = middle - 1;
            else if (c > _ranges[middle].Last) low = middle + 1;
            else return true;
        }
        return false;
    }
}
