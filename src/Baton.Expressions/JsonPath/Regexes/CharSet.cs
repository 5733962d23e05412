using System.Collections.Concurrent;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Baton.Expressions.Paths.Regexes;

/// <summary>A set of UTF-16 units, as a bit each: unions, intersections and complements of character classes are then the same few operations.</summary>
internal sealed class CharSet
{
    private const int Words = 0x10000 / 64;

    private static readonly ConcurrentDictionary<string, CharSet> Named = new(StringComparer.Ordinal);

    private readonly ulong[] _bits = new ulong[Words];

    public static CharSet Digits { get; } = OfRanges("09");

    public static CharSet Letters { get; } = OfRanges("AZaz");

    public static CharSet WordChars { get; } = OfRanges("09AZ__az");

    public static CharSet Spaces { get; } = OfRanges("\t\r  ");

    public static CharSet LineEnds { get; } = OfRanges("\n\n\r\r\u0085\u0085\u2028\u2029");

    /// <param name="bounds">First and last units of ranges, in pairs.</param>
    public static CharSet OfRanges(ReadOnlySpan<char> bounds)
    {
        var set = new CharSet();
        for (var i = 0; i < bounds.Length; i += 2) set.Add(bounds[i], bounds[i + 1]);
        return set;
    }

    /// <summary>All units of which something holds, remembered under a name: trying all of them takes a while.</summary>
    public static CharSet Where(string name, Func<char, bool> test) => Named.GetOrAdd(name, _ =>
    {
        var set = new CharSet();
        for (var c = 0; c < 0x10000; c++)
        {
            if (test((char)c)) set.Add((char)c, (char)c);
        }
        return set;
    });

    public void Add(char first, char last)
    {
        var (from, to) = (first >> 6, last >> 6);
        var head = ulong.MaxValue << (first & 63);
        var tail = ulong.MaxValue >> (63 - (last & 63));
        if (from == to)
        {
            _bits[from] |= head & tail;
            return;
        }
        _bits[from] |= head;
        _bits.AsSpan(from + 1, to - from - 1).Fill(ulong.MaxValue);
        _bits[to] |= tail;
    }

    public CharSet Or(CharSet other)
    {
        var set = new CharSet();
        for (var i = 0; i < Words; i++) set._bits[i] = _bits[i] | other._bits[i];
        return set;
    }

    public CharSet And(CharSet other)
    {
        var set = new CharSet();
        for (var i = 0; i < Words; i++) set._bits[i] = _bits[i] & other._bits[i];
        return set;
    }

    public CharSet Not()
    {
        var set = new CharSet();
        for (var i = 0; i < Words; i++) set._bits[i] = ~_bits[i];
        return set;
    }

    /// <summary>This set with both cases of each letter in it: ASCII letters, or all.</summary>
    public CharSet IgnoringCase(bool isUnicode)
    {
        var set = Or(this);
        foreach (var (first, last) in Ranges())
        {
            for (var c = (int)first; c <= last; c++)
            {
                if (!isUnicode && !char.IsAsciiLetter((char)c)) continue;
                set.Add(char.ToUpperInvariant((char)c), char.ToUpperInvariant((char)c));
                set.Add(char.ToLowerInvariant((char)c), char.ToLowerInvariant((char)c));
            }
        }
        return set;
    }

    /// <summary>The set as a character class of .NET's regexes.</summary>
    public string ToPattern()
    {
        var pattern = new StringBuilder("[");
        foreach (var (first, last) in Ranges())
        {
            pattern.Append(CultureInfo.InvariantCulture, $"\\u{(int)first:X4}");
            if (last > first) pattern.Append(CultureInfo.InvariantCulture, $"-\\u{(int)last:X4}");
        }
        return pattern.Length == 1 ? "(?!)" : pattern.Append(']').ToString();
    }

    private IEnumerable<(char First, char Last)> Ranges()
    {
        for (var first = Next(0, isIn: true); first <= char.MaxValue;)
        {
            var end = Next(first, isIn: false);
            yield return ((char)first, (char)(end - 1));
            first = Next(end, isIn: true);
        }
    }

    /// <summary>The first unit from a place on that is in the set, or that is not; one behind the last unit if there is none.</summary>
    private int Next(int start, bool isIn)
    {
        for (var word = start >> 6; word < Words; word++)
        {
            var bits = isIn ? _bits[word] : ~_bits[word];
            if (word == start >> 6) bits &= ulong.MaxValue << (start & 63);
            if (bits != 0) return (word << 6) + BitOperations.TrailingZeroCount(bits);
        }
        return char.MaxValue + 1;
    }
}
