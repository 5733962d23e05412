using System.Diagnostics;
using Baton.Expressions.Paths.Regexes;

namespace Baton.Expressions.Tests.Paths;

/// <summary>What is expected here is what java.util.regex of Java 17 answers.</summary>
public sealed class JavaPatternTests
{
    [Theory]
    [InlineData("a.c", "", "abc", true)]
    [InlineData("a.c", "", "a\u2028c", false)]
    [InlineData("a.c", "s", "a\nc", true)]
    [InlineData("a.c", "d", "a\rc", true)]
    [InlineData("b", "", "abc", false)]
    [InlineData("\\d+", "", "٣", false)]
    [InlineData("\\d+", "U", "٣", true)]
    [InlineData("\\w", "", "é", false)]
    [InlineData("\\w", "U", "é", true)]
    [InlineData("\\s", "", "\u00A0", false)]
    [InlineData("\\h", "", "\u00A0", true)]
    [InlineData("a\\Rb", "", "a\r\nb", true)]
    [InlineData("abc", "i", "ABC", true)]
    [InlineData("é", "i", "É", false)]
    [InlineData("é", "iu", "É", true)]
    [InlineData("[a-c]+", "i", "ABC", true)]
    [InlineData("[é]", "i", "É", false)]
    [InlineData("(?i)ab(?-i)c", "", "ABc", true)]
    [InlineData("(?i)ab(?-i)c", "", "ABC", false)]
    [InlineData("(?i:a)b", "", "AB", false)]
    [InlineData("a b # c\n c", "x", "abc", true)]
    [InlineData("[a b]", "x", " ", false)]
    [InlineData("[a-z&&[^m-p]]+", "", "abz", true)]
    [InlineData("[a-z&&[^m-p]]+", "", "amz", false)]
    [InlineData("[a-d[m-p]]+", "", "am", true)]
    [InlineData("[^a-d[m-p]]+", "", "z", true)]
    [InlineData("[]a]", "", "]", true)]
    [InlineData("[a-]", "", "-", true)]
    [InlineData("[\\d.]+", "", "1.5", true)]
    [InlineData("\\Qa.b\\E+", "", "a.bb", true)]
    [InlineData("\\p{Lu}\\p{L}*", "", "Éé", true)]
    [InlineData("\\p{Alpha}", "", "é", false)]
    [InlineData("\\p{IsAlphabetic}", "", "é", true)]
    [InlineData("\\P{Lower}", "", "A", true)]
    [InlineData("\\pN", "", "5", true)]
    [InlineData("\\x41\\u0042\\x{43}\\0104", "", "ABCD", true)]
    [InlineData("\\t\\e\\a\\cA", "", "\t\u001B\a\u0001", true)]
    [InlineData("a{2}", "", "aa", true)]
    [InlineData("a{2,}", "", "aaaa", true)]
    [InlineData("a{1,2}?", "", "aa", true)]
    [InlineData("a{2}{3}", "", "aa", true)]
    [InlineData("a{2}{3}", "", "aaaaaa", false)]
    [InlineData("{2}a", "", "a", true)]
    [InlineData("a*+a", "", "aaa", false)]
    [InlineData("(?>a*)b", "", "aab", true)]
    [InlineData("(a)(?<n>b)\\2\\1\\k<n>", "", "abbab", true)]
    [InlineData("(?=a)a(?!c)b", "", "ab", true)]
    [InlineData("^a$", "", "a", true)]
    [InlineData("^a$\\n^b$", "m", "a\nb", true)]
    [InlineData("\\bfoo\\b", "", "foo", true)]
    [InlineData("\uD83D\uDE00+", "", "\uD83D\uDE00\uD83D\uDE00", true)]
    [InlineData("a|bc|", "", "bc", true)]
    [InlineData("a|bc|", "", "", true)]
    [InlineData("/x", "gz", "/x", true)]
    [InlineData("(a|b)*c", "", "ababc", true)]
    [Proves("path.filter.regex")]
    public void A_text_matches_as_in_Java(string pattern, string flags, string text, bool matches) =>
        Assert.Equal(matches, JavaPattern.Parse(pattern, flags).IsMatch(text, Evaluations.Ample()));

    [Theory]
    [InlineData("(")]
    [InlineData(")")]
    [InlineData("[a")]
    [InlineData("[b-a]")]
    [InlineData("*a")]
    [InlineData("a{")]
    [InlineData("a{,2}")]
    [InlineData("a{2,1}")]
    [InlineData("\\y")]
    [InlineData("\\p{Nope}")]
    [InlineData("\\k<nope>")]
    [InlineData("(?<a>x)(?<a>y)")]
    [InlineData("(?q)")]
    [InlineData("\\x4")]
    [InlineData("a\\")]
    public void What_Java_refuses_is_refused(string pattern) =>
        Assert.Equal(ExpressionErrors.Syntax, Assert.Throws<ExpressionException>(() => JavaPattern.Parse(pattern, "")).Code);

    [Fact]
    public void A_pattern_that_takes_long_to_read_is_refused()
    {
        Assert.True(JavaPattern.Parse(new string('a', 8_192), "").IsMatch(new string('a', 8_192), Evaluations.Ample()));
        var refusal = Assert.Throws<ExpressionException>(() => JavaPattern.Parse(new string('a', 8_193), ""));
        Assert.Contains("at most 8192 characters", refusal.Message);
    }

    [Theory]
    [InlineData("(a+)+b")]
    [InlineData("(a|aa)+b")]
    [InlineData("(.*)*x(.*)*y(.*)*z")]
    [InlineData("(?=(a+)+b)c")]
    [InlineData("(a*)*\\1b")]
    public void A_regex_cannot_hang(string pattern)
    {
        var budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromMilliseconds(200));
        var regex = JavaPattern.Parse(pattern, "");
        var watch = Stopwatch.StartNew();
        try
        {
            for (var i = 0; i < 1000; i++) Assert.False(regex.IsMatch(new string('a', 2000), budget));
        }
        catch (ExpressionException e)
        {
            Assert.Equal(ExpressionErrors.BudgetTime, e.Code);
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"It took {watch.Elapsed}.");
    }
}
