namespace Baton.Expressions.Jsonata;

/// <summary>With which characters a match can start.</summary>
internal static class RegexFirst
{
    /// <returns>The characters; null where a match may take nothing, or it cannot be told.</returns>
    public static CharSet? Of(RegexTree tree) => Of(tree, out var mayBeEmpty) is { } set && !mayBeEmpty ? set : null;

    private static CharSet? Of(RegexTree tree, out bool mayBeEmpty)
    {
        Recursion.Check();
        mayBeEmpty = false;
        switch (tree)
        {
            case RegexTree.Set set:
                return set.Chars;
            case RegexTree.Group group:
                return Of(group.Body, out mayBeEmpty);
            case RegexTree.Repeat repeat:
                var body = Of(repeat.Body, out mayBeEmpty);
                mayBeEmpty |= repeat.Least == 0;
                return body;
            case RegexTree.Sequence sequence:
                return OfSequence(sequence, out mayBeEmpty);
            case RegexTree.Choice choice:
                return OfChoice(choice, out mayBeEmpty);
            case RegexTree.Assertion:
                mayBeEmpty = true;
                return new CharSet([]);
            default:
                mayBeEmpty = true;
                return null;
        }
    }

    private static CharSet? OfSequence(RegexTree.Sequence sequence, out bool mayBeEmpty)
    {
        var all = new CharSet([]);
        mayBeEmpty = true;
        foreach (var part in sequence.Parts)
        {
            var first = Of(part, out mayBeEmpty);
            if (first is null) return null;
            all = all.Union(first);
            if (!mayBeEmpty) break;
        }
        return all;
    }

    private static CharSet? OfChoice(RegexTree.Choice choice, out bool mayBeEmpty)
    {
        var all = new CharSet([]);
        mayBeEmpty = false;
        foreach (var option in choice.Options)
        {
            var first = Of(option, out var isEmpty);
            if (first is null) return null;
            all = all.Union(first);
            mayBeEmpty |= isEmpty;
        }
        return all;
    }
}
