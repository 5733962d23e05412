using Baton.Json;

namespace Baton.Expressions.Paths;

/// <summary><see cref="JavaText.AreEqual"/> for sets. What is equal there is equal as JSON, so that JSON's hash codes serve.</summary>
internal sealed class JavaEquality : IEqualityComparer<JsonData>
{
    public static JavaEquality Instance { get; } = new();

    public bool Equals(JsonData? x, JsonData? y) => ReferenceEquals(x, y) || x is not null && y is not null && JavaText.AreEqual(x, y);

    public int GetHashCode(JsonData obj) => obj.GetHashCode();
}
