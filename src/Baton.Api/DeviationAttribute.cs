namespace Baton.Api;

/// <summary>Says where an operation does not do what AWS's does, for docs/reference/api.md.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class DeviationAttribute(string sentence) : Attribute
{
    public string Sentence { get; } = sentence;
}
