using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// Finds one name in many objects. Objects of a list mostly have the same shape, so it looks first where it found the name
/// last; a race between evaluations costs no more than another look.
/// </summary>
internal sealed class NameFinder(string name)
{
    /// <summary>Up to this many properties a scan is faster than the object's own table.</summary>
    private const int ScanMax = 24;

    private int _last;

    public string Name => name;

    public object? In(JsonObject value)
    {
        var properties = value.Properties;
        var last = _last;
        if (last < properties.Length && string.Equals(properties[last].Key, name, StringComparison.Ordinal)) return properties[last].Value;
        if (properties.Length > ScanMax) return value[name];
        for (var i = 0; i < properties.Length; i++)
        {
            if (!string.Equals(properties[i].Key, name, StringComparison.Ordinal)) continue;
            _last = i;
            return properties[i].Value;
        }
        return null;
    }
}
