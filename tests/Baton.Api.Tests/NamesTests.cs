using Baton.Api.Protocol;

namespace Baton.Api.Tests;

public sealed class NamesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Order-2024_v1.0+!@()='")]
    [InlineData("Prüfung-Ω_案件")]
    public void A_name_may_have_letters_of_every_alphabet(string name) => Names.Check(name);

    [Fact]
    public void A_name_has_none_of_the_forbidden_characters()
    {
        foreach (var c in "<>{}[]?*\"#%\\^|~`$&,;:/ \t\r\n\u0000\u001f\u007f\u0085\u009f\u00a0\u2003\ufffe\uffff\ud83d")
        {
            var failure = Assert.Throws<ApiException>(() => Names.Check($"a{c}b"));
            Assert.Equal(("InvalidName", $"Invalid Name: 'a{c}b'"), (failure.Code, failure.Message));
        }
    }
}
