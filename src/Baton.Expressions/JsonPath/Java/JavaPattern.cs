using System.Text.RegularExpressions;

namespace Baton.Expressions.Paths;

/// <summary>A regex in Java's syntax that matches a text as a whole. It cannot hang: its time is linear, or bounded.</summary>
internal sealed class JavaPattern
{
    /// <summary>For what linear matching does not support: look-around and back-references.</summary>
    private static readonly TimeSpan TimeMax = TimeSpan.FromMilliseconds(100);

    private readonly Regex _regex;

    private JavaPattern(Regex regex) => _regex = regex;

    public static JavaPattern Parse(string pattern, string flags)
    {
        var options = RegexOptions.CultureInvariant;
        foreach (var flag in flags)
        {
            options |= flag switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => RegexOptions.None,
            };
        }
        var whole = $"\\A(?:{pattern}{(options.HasFlag(RegexOptions.IgnorePatternWhitespace) ? "\n" : "")})\\z";
        try
        {
            return new JavaPattern(new Regex(whole, options | RegexOptions.NonBacktracking));
        }
        catch (NotSupportedException)
        {
            return new JavaPattern(new Regex(whole, options, TimeMax));
        }
        catch (ArgumentException e)
        {
            throw PathParser.Refuse(e.Message, 0);
        }
    }

    public bool IsMatch(string text, EvaluationBudget budget)
    {
        budget.Spend(1 + text.Length / 16);
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
