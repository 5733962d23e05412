using System.Text;

namespace Baton.Json;

/// <summary>Gives one string for a property name that comes again and again in a text, as in an array of like objects.</summary>
internal readonly struct NameCache
{
    /// <summary>Names share places; of two that do the later one stays.</summary>
    private const int Places = 64;

    private const int NameBytesMax = 32;

    /// <summary>In a shorter text there is little to share.</summary>
    private const int TextBytesMin = 1024;

    private readonly string?[]? _names;

    public NameCache(int textBytes) => _names = textBytes < TextBytesMin ? null : new string?[Places];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (_names is null || utf8.Length is 0 or > NameBytesMax) return Encoding.UTF8.GetString(utf8);
        ref var name = ref _names[(utf8[0] + 31 * utf8[^1] + 7 * utf8[utf8.Length / 2] + utf8.Length) % Places];
        if (name is null || name.Length != utf8.Length || !Ascii.Equals(utf8, name)) name = Encoding.UTF8.GetString(utf8);
        return name;
    }
}
