using Baton.LanguageReference;

namespace Baton.Repository.Tests;

/// <summary>docs/reference/language.md: everything of the language is on it, and every line of it has a test.</summary>
public sealed class LanguageReferenceTests
{
    [Fact]
    public void The_language_is_told_and_proven_and_the_page_is_up_to_date()
    {
        var (text, faults) = ReferencePage.Build(Repository.Root);
        Assert.Empty(faults);
        Assert.True(Repository.Read(ReferencePage.Path) == text, $"{ReferencePage.Path} is stale: run scripts/language-reference.");
    }
}
