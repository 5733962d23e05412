using Baton.Expressions.Paths;
using Baton.Json;

namespace Baton.Expressions.Tests.Paths;

/// <summary>What is expected here is what Java's BigDecimal and Double print.</summary>
public sealed class DecimalNumberTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("1.50", "1.50")]
    [InlineData(".5", "0.5")]
    [InlineData("5.", "5")]
    [InlineData("+7", "7")]
    [InlineData("1e2", "1E+2")]
    [InlineData("12e2", "1.2E+3")]
    [InlineData("1.5e-3", "0.0015")]
    [InlineData("1e-6", "0.000001")]
    [InlineData("1e-7", "1E-7")]
    [InlineData("-12.5e-10", "-1.25E-9")]
    [InlineData("0e5", "0E+5")]
    [InlineData("0.00", "0.00")]
    public void A_decimal_prints_as_BigDecimal_does(string text, string expected) => Assert.Equal(expected, DecimalNumber.TryParse(text)!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData(".")]
    [InlineData("1e")]
    [InlineData("e1")]
    [InlineData("1.2.3")]
    [InlineData("1 ")]
    [InlineData("a")]
    [InlineData("1e99999999999")]
    public void What_is_no_decimal_is_none(string text) => Assert.Null(DecimalNumber.TryParse(text));

    [Theory]
    [InlineData("1", "1.0", 0)]
    [InlineData("1e2", "100", 0)]
    [InlineData("-1", "1", -1)]
    [InlineData("0", "-0.00", 0)]
    [InlineData("0.1", "0.09999999999999999999", 1)]
    [InlineData("12345678901234567890", "12345678901234567891", -1)]
    [InlineData("1e2000000000", "1e1999999999", 1)]
    [InlineData("-1e2000000000", "5", -1)]
    [InlineData("1e-2000000000", "0", 1)]
    [InlineData("123e10", "1.23e12", 0)]
    public void Decimals_are_compared_exactly_whatever_their_size(string left, string right, int order)
    {
        var (a, b) = (DecimalNumber.TryParse(left)!, DecimalNumber.TryParse(right)!);
        Assert.Equal((order, -order), (Math.Sign(a.CompareTo(b)), Math.Sign(b.CompareTo(a))));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("-0", "0")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("1.0", "1.0")]
    [InlineData("1.10", "1.1")]
    [InlineData("100.0", "100.0")]
    [InlineData("1e2", "100.0")]
    [InlineData("9999999.5", "9999999.5")]
    [InlineData("1e7", "1.0E7")]
    [InlineData("12345678.9", "1.23456789E7")]
    [InlineData("0.001", "0.001")]
    [InlineData("0.0001", "1.0E-4")]
    [InlineData("0.00012", "1.2E-4")]
    [InlineData("-1.5e300", "-1.5E300")]
    [InlineData("-0.0", "-0.0")]
    [InlineData("123.456", "123.456")]
    public void A_number_prints_as_Java_prints_what_it_reads(string json, string expected) => Assert.Equal(expected, JavaText.Of(JsonData.Parse(json)));
}
