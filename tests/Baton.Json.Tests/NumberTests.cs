namespace Baton.Json.Tests;

public sealed class NumberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1.0")]
    [InlineData("1.10")]
    [InlineData("100")]
    [InlineData("1e2")]
    [InlineData("1E+2")]
    [InlineData("1e-7")]
    [InlineData("123456789012345")]
    [InlineData("-123456789012345")]
    [InlineData("1234567890123456")]
    [InlineData("9007199254740993")]
    [InlineData("9223372036854775807")]
    [InlineData("12345678901234567890")]
    [InlineData("0.1000000000000000055511151231257827021181583404541015625")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e-400")]
    public void A_number_that_was_read_prints_as_it_was_written(string text)
    {
        Assert.Equal(text, JsonData.Parse(text).ToString());
        Assert.Equal($"[{text},{{\"a\":{text}}}]", JsonData.Parse($"[{text},{{\"a\":{text}}}]").ToString());
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(1.0, "1")]
    [InlineData(-1.5, "-1.5")]
    [InlineData(0.1, "0.1")]
    [InlineData(0.1 + 0.2, "0.30000000000000004")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(123456789012345680000d, "123456789012345680000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(-1.5e300, "-1.5e+300")]
    [InlineData(1e-6, "0.000001")]
    [InlineData(1e-7, "1e-7")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(double.MaxValue, "1.7976931348623157e+308")]
    [InlineData(9007199254740991d, "9007199254740991")]
    [InlineData(9007199254740992d, "9007199254740992")]
    [InlineData(4.35, "4.35")]
    [InlineData(0.000001234, "0.000001234")]
    [InlineData(1234567890.123, "1234567890.123")]
    public void A_computed_number_prints_as_ECMAScript_prints_it(double value, string text)
    {
        Assert.Equal(text, JsonData.Of(value).ToString());
        Assert.Equal(text, ((JsonNumber)JsonData.Of(value)).Text);
    }

    [Fact]
    public void A_computed_minus_zero_prints_as_zero() => Assert.Equal("0", JsonData.Of(-0.0).ToString());

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(0L)]
    [InlineData(-1L)]
    [InlineData(9007199254740993L)]
    public void A_64_bit_integer_keeps_all_its_digits(long value)
    {
        var number = (JsonNumber)JsonData.Of(value);
        Assert.Equal(value.ToString(System.Globalization.CultureInfo.InvariantCulture), number.ToString());
        Assert.True(number.TryGetInt64(out var same));
        Assert.Equal(value, same);
    }

    [Theory]
    [InlineData("1", true, 1L)]
    [InlineData("-0", true, 0L)]
    [InlineData("9223372036854775807", true, long.MaxValue)]
    [InlineData("9223372036854775808", false, 0L)]
    [InlineData("1.0", false, 0L)]
    [InlineData("1e2", false, 0L)]
    public void An_integer_is_what_was_written_as_one(string text, bool isInteger, long value)
    {
        Assert.Equal(isInteger, ((JsonNumber)JsonData.Parse(text)).TryGetInt64(out var actual));
        Assert.Equal(value, actual);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_not_finite_is_no_number(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => JsonData.Of(value));

    [Fact]
    public void A_number_beyond_the_range_of_doubles_has_the_largest_value_there_is()
    {
        Assert.Equal(double.MaxValue, ((JsonNumber)JsonData.Parse("1e400")).Value);
        Assert.Equal(double.MinValue, ((JsonNumber)JsonData.Parse("-1e400")).Value);
        Assert.Equal(0, ((JsonNumber)JsonData.Parse("1e-400")).Value);
    }

    [Fact]
    public void Every_double_reads_back_from_its_text()
    {
        Property.Check(runs: 2000, random =>
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
            if (!double.IsFinite(value)) return;
            Assert.Equal(value, ((JsonNumber)JsonData.Parse(JsonData.Of(value).ToString())).Value);
        });
    }
}
