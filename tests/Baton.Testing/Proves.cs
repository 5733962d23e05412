namespace Baton.Testing;

/// <summary>
/// Says what of the language a test proves, for docs/reference/language.md: each key (separated by spaces), after each prefix.
/// <c>scripts/language-reference</c> finds the attribute in the source.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProvesAttribute(string keys, params string[] prefixes) : Attribute
{
    public string Keys { get; } = keys;

    public IReadOnlyList<string> Prefixes { get; } = prefixes;
}

/// <summary>As <see cref="ProvesAttribute"/>, row by row: the keys are what a pattern finds in the first argument of each <c>InlineData</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ProvesEachAttribute(string pattern, params string[] prefixes) : Attribute
{
    public string Pattern { get; } = pattern;

    public IReadOnlyList<string> Prefixes { get; } = prefixes;
}
