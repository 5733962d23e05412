using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>One match of a regular expression.</summary>
/// <param name="Text">The text that was searched.</param>
/// <param name="Bounds">Where each group starts and ends; -1 for one that took no part.</param>
internal sealed record RegexMatch(string Text, int[] Bounds)
{
    public int Start => Bounds[0];

    public int End => Bounds[1];

    public int Length => End - Start;

    public int GroupCount => (Bounds.Length / 2) - 1;

    public string Value => Text[Start..End];

    /// <summary>What a group took, counted from 0; null where it took no part.</summary>
    public string? Group(int index) => Bounds[(index + 1) * 2] < 0 ? null : Text[Bounds[(index + 1) * 2]..Bounds[((index + 1) * 2) + 1]];

    /// <summary>The match as the language shows it.</summary>
    /// <param name="machine">The evaluation that pays for it.</param>
    /// <param name="placeName"><c>start</c> (then with <c>end</c>), or <c>index</c>.</param>
    public ObjectValue ToObject(Machine machine, string placeName)
    {
        machine.Allocate(160 + (GroupCount * 64L) + (Length * 2L));
        var value = new ObjectValue(5);
        value.Set("match", new JsonString(Value));
        value.Set(placeName, Numbers.OfInt(Start));
        if (placeName == "start") value.Set("end", Numbers.OfInt(End));
        var groups = new ListValue();
        for (var i = 0; i < GroupCount; i++) groups.Add(machine, Group(i) is { } text ? new JsonString(text) : null);
        value.Set("groups", groups);
        return value;
    }
}
