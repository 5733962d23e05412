namespace Baton.Language.Text;

/// <summary>
/// The lines and columns of wanted locations. Places are told apart by a hash that grows step by step with the path, so that a
/// long path costs no more per token than a short one; two places with one hash would share a position, and nothing worse.
/// </summary>
internal sealed class PositionMap
{
    /// <summary>The hash of the empty path.</summary>
    public const ulong Start = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    private readonly Dictionary<ulong, (int Line, int Column)?> _positions = [];

    public PositionMap(IEnumerable<string> locations)
    {
        foreach (var location in locations)
        {
            foreach (var place in PlacesAround(location)) _positions.TryAdd(place, null);
        }
    }

    public static ulong Fold(ulong place, ReadOnlySpan<char> step)
    {
        foreach (var c in step) place = (place ^ c) * Prime;
        return place;
    }

    public bool Wants(ulong place) => _positions.ContainsKey(place);

    /// <summary>Sets a position. Of a field that is written twice the last one counts, as with its value.</summary>
    public void Set(ulong place, (int Line, int Column) position) => _positions[place] = position;

    /// <summary>The position of a location, or of the nearest place around it that the text has.</summary>
    public (int Line, int Column) Of(string location)
    {
        foreach (var place in PlacesAround(location).Reverse())
        {
            if (_positions.TryGetValue(place, out var position) && position is { } found) return found;
        }
        return (1, 1);
    }

    /// <summary>The places that a location leads through, itself the last. A name with a slash gives more than there are, which harms nobody.</summary>
    private static IEnumerable<ulong> PlacesAround(string location)
    {
        var place = Start;
        for (var i = 0; i < location.Length; i++)
        {
            if (i > 0 && location[i] is '/' or '[') yield return place;
            place = Fold(place, location.AsSpan(i, 1));
        }
        yield return place;
    }
}
