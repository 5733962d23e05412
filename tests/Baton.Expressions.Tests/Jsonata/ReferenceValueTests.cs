namespace Baton.Expressions.Tests.Jsonata;

/// <summary>Values of npm's jsonata 2.0.6 on Node 20 in the corners where platforms differ.</summary>
public sealed class ReferenceValueTests
{
    [Theory]
    [InlineData("$power(2, -0.5)", "0.7071067811865475")]
    [InlineData("$power(10, -21)", "1.0000000000000001e-21")]
    [InlineData("$power(10, -17)", "9.999999999999999e-18")]
    [InlineData("$power(6.166623206244747, 3)", "234.49967155477185")]
    [InlineData("$power(-9.348561444322542, 3)", "-817.0231466437456")]
    [InlineData("$power(2, 44.592033868112594)", "26517938677056.992")]
    [InlineData("$power(0.9999999044577296, 2147483649)", "7.823914732085884e-90")]
    [InlineData("$power(2, 10)", "1024")]
    [InlineData("$power(-2, 3)", "-8")]
    [InlineData("$power(-2, 2)", "4")]
    [InlineData("$power(0, 0)", "1")]
    [InlineData("$power(9, 0.5)", "3")]
    [InlineData("$power(2, -1074)", "5e-324")]
    [InlineData("$power(2, -1080)", "0")]
    [InlineData("$power(1, 1e300)", "1")]
    [InlineData("$formatBase(18014398509481988, 3)", "\"10020111100200200022122200101210002\"")]
    [InlineData("$formatBase(36028797018963976, 3)", "\"20110222201101100122022100210120010\"")]
    [InlineData("$formatBase(1e22, 16)", "\"21e19e0c9bab2400000\"")]
    [InlineData("$formatBase(-1e21, 36)", "\"-5v1j4f4ds7c000\"")]
    [InlineData("$formatBase(255, 16)", "\"ff\"")]
    [InlineData("$base64encode('é')", "\"6Q==\"")]
    [InlineData("$base64encode('日本')", "\"5Sw=\"")]
    [InlineData("$base64decode('w6k=')", "\"Ã©\"")]
    [InlineData("$base64decode('中YWJj')", "\"ù\u0085\u0089\"")] // of each character the low byte counts: '-'
    [InlineData("$base64decode('YQ\u4e3dYQ')", "\"a\"")] // and here '=', the end
    [InlineData("$lowercase('ΑΣ')", "\"ας\"")]
    [InlineData("$lowercase('ΑΣΑ')", "\"ασα\"")]
    [InlineData("$lowercase('Σ')", "\"σ\"")]
    [InlineData("$lowercase('ΑΣ\U00010400')", "\"ασ\U00010428\"")]
    [InlineData("$lowercase('\U0001D400Σ')", "\"\U0001D400ς\"")]
    [InlineData("$lowercase('ΑΣ\U0001F130')", "\"ασ\U0001F130\"")]
    [InlineData("$lowercase('ΑΣ\U0001F600')", "\"ας\U0001F600\"")]
    [InlineData("$lowercase('Α.Σ')", "\"α.ς\"")]
    [InlineData("$lowercase('İ')", "\"i\u0307\"")]
    [InlineData("$uppercase('straße')", "\"STRASSE\"")]
    [InlineData("$string(0.1 + 0.2)", "\"0.3\"")]
    [InlineData("$string(1 / 3)", "\"0.333333333333333\"")]
    [InlineData("$string(1.7976931348623157e308)", "\"null\"")]
    [InlineData("$string([-1.7976931348623157e308])", "\"[null]\"")]
    [InlineData("$string(1.797e308)", "\"1.797e+308\"")]
    [InlineData("{'n': 1.7976931348623157e308} ~> |$|{'a': 1}|", "{\"n\":null,\"a\":1}")]
    [InlineData("$string(5e-324)", "\"5e-324\"")]
    [InlineData("$string(1e21)", "\"1e+21\"")]
    [InlineData("$string(123456789012345678)", "\"123456789012346000\"")]
    public void A_value_is_that_of_the_reference(string expression, string expected) => Assert.Equal(expected, Run.Text(expression));

    [Theory]
    [InlineData("$c[[-1,-1]]", "[1,1]")] // places may be wanted twice, also of a value that is no array
    [InlineData("(b)[$x = 1 or %.d].c@$x.{'x': $x}", "{\"x\":2}")] // behind a part with tuples, those of the path around it
    [InlineData("$substringBefore(?, 1)(nothing)", "nothing")] // partial application does not check what is not used
    public void Odd_corners_of_paths_and_calls_are_those_of_the_reference(string expression, string expected) =>
        Assert.Equal(expected, Run.Text($"($c := 1; {expression})", """{"b":{"c":2},"d":true}"""));

    [Fact]
    public void A_radix_that_is_no_number_is_refused() => Assert.Equal("D3100", Run.Fault("$formatBase(?, 'x')(12)").Code);

    /// <summary>Here the reference depends on how its asynchronous parts happen to interleave: docs/decisions/0010.</summary>
    [Theory]
    [InlineData("[$x := 1, $x]", "[1,1]")]
    [InlineData("{'a': $x := 1, 'b': $x}", "{\"a\":1,\"b\":1}")]
    [InlineData("($x := 0; [$x := $x + 1, $x := $x + 1, $x])", "[1,2,2]")]
    public void Items_are_evaluated_in_the_order_of_the_text(string expression, string expected) => Assert.Equal(expected, Run.Text(expression));

    [Fact]
    public void Of_several_faults_the_first_in_the_text_is_reported() =>
        Assert.Equal("a", Run.Fault("[[$error('a')], $error('b')]").Message);
}
