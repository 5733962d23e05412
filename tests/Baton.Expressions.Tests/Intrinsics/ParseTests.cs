using System.Text;

namespace Baton.Expressions.Tests.Intrinsics;

public sealed class ParseTests
{
    [Theory]
    [InlineData("")]
    [InlineData("States.Format")]
    [InlineData("States.Format(")]
    [InlineData("States.Format('a'")]
    [InlineData("States.Format('a',)")]
    [InlineData("States.Format(,'a')")]
    [InlineData("States.Format('a') x")]
    [InlineData("States.Format('a')('b')")]
    [InlineData("States.Format('a")]
    [InlineData("States.Format('a\\')")]
    [InlineData("States.Format('a\\n')")]
    [InlineData("States.Format('He said, \\\"Hello, {}!\\\"', 'Test \\\"Name\\\" Here')")]
    [InlineData("States.Format(\"a\")")]
    [InlineData("States.Format(a)")]
    [InlineData("States.Format({})")]
    [InlineData("States.Format([1])")]
    [InlineData("States.Format($.a.)")]
    [InlineData("States.Format(01)")]
    [InlineData("States.format('a')")]
    [InlineData("States.Nope()")]
    [InlineData("Format('a')")]
    [InlineData("$.a")]
    [InlineData("States.Array(States.Nope())")]
    public void What_is_no_call_is_refused(string text) =>
        Assert.Equal(ExpressionErrors.Syntax, Assert.Throws<ExpressionException>(() => IntrinsicCall.Parse(text)).Code);

    [Theory]
    [InlineData("States.UUID()")]
    [InlineData("States.UUID( )")]
    [InlineData("States.Array( 1 ,\t-2.5e1,\n'x' )")]
    [InlineData("States.Array($.a, $['b,c'], $.d[?(@.e == ')')], $x, $$.y)")]
    [InlineData("States.ArrayGetItem(States.StringSplit($$.StateMachine.Name, '-'), States.MathAdd(States.ArrayLength(States.StringSplit($$.StateMachine.Name, '-')), -1))")]
    public void A_call_is_read(string text) => Assert.Equal(text, IntrinsicCall.Parse(text).Text);

    [Fact]
    public void Calls_nest_ten_deep()
    {
        Assert.Equal("[[[[[[[[[[]]]]]]]]]]", IntrinsicCall.Parse(Nested(10)).Evaluate(Evaluations.Context()).ToString());
        Assert.Equal(ExpressionErrors.Syntax, Assert.Throws<ExpressionException>(() => IntrinsicCall.Parse(Nested(11))).Code);
        Assert.Throws<ExpressionException>(() => IntrinsicCall.Parse(Nested(50_000)));

        static string Nested(int depth) => string.Concat(Enumerable.Repeat("States.Array(", depth)) + new string(')', depth);
    }

    [Fact]
    public void Mangled_calls_are_refused_or_read_but_nothing_else()
    {
        const string alphabet = "States.Fomt('{}\\,)$[]? 1.-\"\n\uD83D";
        Property.Check(runs: 3000, random =>
        {
            var text = new StringBuilder("States.Format('a {} \\{', States.Array($.x[?(@.y == 'z')], 1.5), $v['q'])");
            for (var i = random.Next(1, 4); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0) text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                else text.Remove(at, 1);
            }
            try
            {
                IntrinsicCall.Parse(text.ToString()).Evaluate(Evaluations.Context());
            }
            catch (ExpressionException)
            {
                // Refused, or failed at what it was made into.
            }
        });
    }
}
