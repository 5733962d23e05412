using System.Buffers.Text;
using Baton.Api.Protocol;

namespace Baton.Api.Tests;

public sealed class PageTokenTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void A_token_leads_back_to_its_position(long position) => Assert.Equal(position, PageToken.ReadNumber(PageToken.Write(position, "scope", Now), "scope", Now));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("Prüfung-Ω_案件.1")]
    public void A_position_may_be_a_name(string position) => Assert.Equal(position, PageToken.Read(PageToken.Write(position, "scope", Now), "scope", Now));

    [Fact]
    public void No_token_is_the_beginning() => Assert.Null(PageToken.ReadNumber(null, "scope", Now));

    [Fact]
    public void A_token_is_of_its_operation_and_arguments() => Refused(PageToken.Write(7, "ListExecutions a", Now), "ListExecutions b", Now);

    [Theory]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 1, false)]
    public void A_token_lives_for_a_day(int minutes, bool lives)
    {
        var token = PageToken.Write(7, "scope", Now);
        if (lives) Assert.Equal(7, PageToken.ReadNumber(token, "scope", Now.AddMinutes(minutes)));
        else Refused(token, "scope", Now.AddMinutes(minutes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("not a token at all, but long enough")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAA AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_token_is_refused(string token) => Refused(token, "scope", Now);

    [Fact]
    public void Whatever_a_stranger_makes_of_a_token_it_is_read_or_refused()
    {
        var random = new Random(1);
        var bytes = Base64Url.DecodeFromChars(PageToken.Write(7, "scope", Now));
        for (var run = 0; run < 2_000; run++)
        {
            var forged = (byte[])bytes.Clone();
            forged[random.Next(forged.Length)] = (byte)random.Next(256);
            var failure = Record.Exception(() => PageToken.ReadNumber(Base64Url.EncodeToString(forged), "scope", Now));
            Assert.True(failure is null or ApiException { Code: "InvalidToken" }, failure?.ToString());
        }
    }

    private static void Refused(string token, string scope, DateTimeOffset now) =>
        Assert.Equal("InvalidToken", Assert.Throws<ApiException>(() => PageToken.ReadNumber(token, scope, now)).Code);
}
