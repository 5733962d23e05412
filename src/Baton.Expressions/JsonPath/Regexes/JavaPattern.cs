using System.Text.RegularExpressions;

namespace Baton.Expressions.Paths.Regexes;

/// <summary>A regex in Java's syntax that matches a text as a whole. It cannot hang: its time is linear, or bounded.</summary>
internal sealed class JavaPattern
{
    /// <summary>For what linear matching does not support: look-around, back-references, possessive quantifiers.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromMilliseconds(100);

    /// <summary>What it takes to read a pattern grows with the square of its length.</summary>
    private const int LengthMax = 8_192;

    /// <summary>A match of bounded time costs so many steps that the budget looks at its clock.</summary>
    private const int StepsOfBounded = 1024;

    private readonly Regex _regex;
    private readonly bool _isLinear;

    private JavaPattern(Regex regex, bool isLinear)
    {
        _regex = regex;
        _isLinear = isLinear;
    }

    /// <param name="pattern">The regex.</param>
    /// <param name="flags">Java's flags by their letters; letters that are no flags are read over.</param>
    public static JavaPattern Parse(string pattern, string flags)
    {
        if (pattern.Length > LengthMax) throw PathParser.Refuse($"A regex has at most {LengthMax} characters; this one has {pattern.Length}.", 0);
        var translated = $"\\A(?:{new JavaRegexTranslator(pattern, flags).Translate()})\\z";
        try
        {
            return new JavaPattern(new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking), isLinear: true);
        }
        catch (NotSupportedException)
        {
            return new JavaPattern(new Regex(translated, RegexOptions.CultureInvariant, TimeMax), isLinear: false);
        }
        catch (ArgumentException e)
        {
            throw PathParser.Refuse(e.Message, 0);
        }
    }

    public bool IsMatch(string text, EvaluationBudget budget)
    {
        budget.Spend(_isLinear ? 1 + text.Length / 16 : StepsOfBounded);
        try
        {
            return _regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new ExpressionException(ExpressionErrors.BudgetTime, "Expression evaluation timeout");
        }
    }
}
