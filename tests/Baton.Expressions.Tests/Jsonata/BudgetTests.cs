using Baton.Expressions.Jsonata;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>Whatever an expression does, it ends within its budget of time, depth and memory.</summary>
public sealed class BudgetTests
{
    private const long Bytes = 16 * 1024 * 1024;

    /// <summary>A value that holds itself twice at each of 60 levels: small in memory, beyond all bounds when it is walked.</summary>
    private const string Folded = "$reduce([1..60], function($a, $v) { [[$a], [$a]] }, 1)";

    [Theory]
    [InlineData("($f := function($n) { 1 + $f($n + 1) }; $f(0))")]
    [InlineData("($f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f(10000))")]
    [InlineData("($f := function() { [$f()] }; $f())")]
    [InlineData("($f := function($x) { $x ~> $map($f) }; $f([1]))")]
    [InlineData("$reduce([1..10000], function($a, $v) { [[$a]] }, 1)")]
    public void Endless_depth_ends_with_the_budget_for_depth(string expression) => Stops(ExpressionErrors.BudgetDepth, expression);

    [Theory]
    [InlineData("($f := function($n) { $f($n + 1) }; $f(0))")]
    [InlineData("($even := function() { $odd() }; $odd := function() { $even() }; $even())")]
    [InlineData("$count($map([1..10000000], function($i) { $sum([1..1000]) }))")]
    [InlineData($"{Folded} = {Folded}")]
    [InlineData($"$boolean({Folded} ~> $map(function($x) {{ [[]] }})) or {Folded}.a")]
    [InlineData("$boolean($reduce([1..60], function($a, $v) { [[$a], [$a]] }, false))")]
    [InlineData($"$keys({Folded})")]
    [InlineData("$spread($reduce([1..60], function($a, $v) { [[$a], [$a]] }, []))")]
    [InlineData("$count($reduce([1..60], function($a, $v) { [[$a], [$a]] }, []).**)")]
    public void Endless_work_ends_with_the_budget_for_time(string expression) => Stops(ExpressionErrors.BudgetTime, expression);

    [Theory]
    [InlineData("$reduce([1..60], function($a, $v) { $a & $a }, 'ab')")]
    [InlineData("$reduce([1..60], function($a, $v) { $append($a, $a) }, [1, 2])")]
    [InlineData("($f := function($s) { $f($s & $s) }; $f('ab'))")]
    [InlineData("$pad('x', 1000000000)")]
    [InlineData("$pad('x', -4000000000)")]
    [InlineData("$join($map([1..100000], function($i) { $pad('x', 1000) }))")]
    [InlineData("[1..10000000]")]
    [InlineData("[[1..10000000], 1]")]
    [InlineData("$range(1, 10000000, 1)")]
    [InlineData("$map([1..10000000], function($i) { $i })")]
    [InlineData(Folded)]
    [InlineData($"$string({Folded})")]
    [InlineData($"{Folded} ~> |$|{{}}|")]
    [InlineData("$reduce([1..60], function($a, $v) { {'a': $a, 'b': $a} }, 1)")]
    [InlineData("($x := $pad('x', 1000000); $map([1..1000], function() { $x }))")]
    [InlineData("($x := $pad('x', 1000000); $map([1..1000], function() { {$x: 1} }))")]
    [InlineData("($x := $parse('[' & $join($map([1..10000], function($i) { $string($i) }), ',') & ']'); $map([1..10000], function() { $x }))")]
    [InlineData("$replace($pad('', 100000, 'a'), 'a', $pad('', 10000, 'b'))")]
    [InlineData("$count($reduce([1..10000], function($a, $v) { [$a, $pad('x', 10000)] }, []))")]
    public void Endless_data_ends_with_the_budget_for_memory(string expression)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        Stops(ExpressionErrors.BudgetSize, expression, TimeSpan.FromSeconds(30));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 * Bytes);
    }

    [Theory]
    [InlineData("$count([1..10000000])", "10000000")] // a range is its two ends until somebody asks for all of it
    [InlineData("[1..10000000][-1]", "10000000")]
    [InlineData("($f := function($n) { $n = 0 ? 'done' : $f($n - 1) }; $f(100000))", "\"done\"")]
    [InlineData("$length($reduce([1..5000], function($a, $v) { $a & '0123456789' }, ''))", "50000")]
    [InlineData("($f := function($n, $a) { $n = 0 ? $length($a) : $f($n - 1, $a & '0123456789') }; $f(5000, ''))", "50000")]
    [InlineData("$count($reduce([1..3000], function($a, $v) { $append($a, {'id': $v}) }, []))", "3000")]
    [InlineData("$count($map([1..50000], function($v) { $length($pad('A', 500)) }))", "50000")]
    [InlineData("$count($filter([1..50000], function($v) { $length($pad('A', 500)) = $v }))", "1")]
    public void Memory_that_nothing_holds_any_more_is_not_charged(string expression, string expected) =>
        Assert.Equal(expected, Evaluate(expression, TimeSpan.FromSeconds(30)));

    [Theory]
    [InlineData("[1..10000001]", "D2014", 4)]
    [InlineData("$sum([1..1e8])", "D2014", 9)]
    [InlineData("-" + Folded, "D1002", 1)]
    public void What_the_language_itself_refuses_says_where(string expression, string code, int position)
    {
        var fault = Assert.Throws<ExpressionException>(() => Evaluate(expression, TimeSpan.FromSeconds(30)));
        Assert.Equal((code, position), (fault.Code, fault.Position));
        Assert.InRange(fault.Message.Length, 1, 10_000);
    }

    [Theory]
    [InlineData("/^(a+)+$/")]
    [InlineData("/^(a|aa)+$/")]
    [InlineData("/^(a|a?)+$/")]
    [InlineData("/(.*)*(.*)*c/")]
    [InlineData("/(a*)*b\\1c/")]
    [InlineData("/(?=(a+)+c)a/")]
    public void A_regular_expression_that_backtracks_without_end_is_stopped(string regex)
    {
        try
        {
            Assert.Equal("false", Evaluate($"$contains($pad('', 100000, 'a') & 'b', {regex})", TimeSpan.FromMilliseconds(300)));
        }
        catch (ExpressionException e)
        {
            Assert.Contains(e.Code, (string[])[ExpressionErrors.BudgetTime, ExpressionErrors.BudgetSize]);
        }
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("[", "1", "]")]
    [InlineData("-", "1", "")]
    [InlineData("{'a':", "1", "}")]
    [InlineData("a[", "1", "]")]
    [InlineData("$f(", "1", ")")]
    [InlineData("function(){", "1", "}")]
    [InlineData("1+", "1", "")]
    [InlineData("'a'&", "1", "")]
    [InlineData("1?1:", "1", "")]
    [InlineData("$a:=", "1", "")]
    [InlineData("a.", "a", "")]
    [InlineData("a~>", "$f", "")]
    [InlineData("|a|", "{}", "|")]
    [InlineData("a^(", "a", ")")]
    [InlineData("(((((", "", "")]
    [InlineData("/(", "", ")/")]
    public void A_text_that_nests_100_000_deep_is_read_or_refused(string open, string core, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000)) + core + string.Concat(Enumerable.Repeat(close, 100_000));
        try
        {
            JsonataExpression.Parse(text).Evaluate(Run.Context(time: TimeSpan.FromMilliseconds(300)));
        }
        catch (ExpressionException e)
        {
            Assert.NotEmpty(e.Code);
        }
    }

    private static void Stops(string code, string expression, TimeSpan? time = null) =>
        Assert.Equal(code, Assert.Throws<ExpressionException>(() => Evaluate(expression, time ?? TimeSpan.FromMilliseconds(300))).Code);

    private static string Evaluate(string expression, TimeSpan time) =>
        JsonataExpression.Parse(expression).Evaluate(Run.Context(time: time, bytesMax: Bytes))?.ToString() ?? "nothing";
}
