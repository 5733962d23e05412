using YamlDotNet.Core;

namespace Baton.Yaml;

/// <summary>A node of a YAML document. An alias is the node that it names: one object, found in several places.</summary>
/// <param name="At">Where it starts.</param>
internal abstract record YamlNode(Mark At)
{
    /// <param name="At">Where it starts.</param>
    /// <param name="Json">The value as JSON text.</param>
    public sealed record Scalar(Mark At, string Json) : YamlNode(At);

    /// <summary>A mapping, whose parts have names, or a sequence.</summary>
    public sealed record Collection(Mark At, bool IsMapping, IReadOnlyList<Part> Parts) : YamlNode(At);

    /// <param name="Name">The name of a field; null for an item.</param>
    /// <param name="At">Where the field's name starts, or the item.</param>
    /// <param name="Place">What of the text it is.</param>
    /// <param name="Value">What it is; an alias may have it start elsewhere.</param>
    public readonly record struct Part(string? Name, Mark At, YamlPlace Place, YamlNode Value);
}
