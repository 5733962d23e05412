using System.Text;
using Baton.Expressions.Jsonata;
using Baton.Json;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>Random expressions on random data, and mangled texts: whatever comes out is a value or a typed failure, and the same one again.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Expressions_give_a_value_or_a_typed_failure_and_the_same_one_again()
    {
        Property.Check(runs: 4000, random =>
        {
            var text = new ExpressionGenerator(random).Expression(random.Next(1, 5));
            var input = random.Next(4) == 0 ? null : Property.AnyValue(random);
            var first = Outcome(text, input);
            // What ran out of time may get further the next time.
            if (first != ExpressionErrors.BudgetTime) Assert.Equal(first, Outcome(text, input));
        });
    }

    [Fact]
    public void Mangled_texts_are_refused_or_read_but_nothing_else()
    {
        const string alphabet = "$.()[]{}'\"`,;:?=<>!~|^@#%&*+-/\\_ \n\t01eEab\u00e9\u03bb\ud83d\ude00\0";
        Property.Check(runs: 6000, random =>
        {
            var text = new StringBuilder(new ExpressionGenerator(random).Expression(random.Next(1, 4)));
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                var at = random.Next(text.Length);
                switch (random.Next(4))
                {
                    case 0:
                        text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                        break;
                    case 1:
                        text.Length = at + 1;
                        break;
                    case 2:
                        text.Append(text.ToString(at, text.Length - at));
                        break;
                    default:
                        text[at] = alphabet[random.Next(alphabet.Length)];
                        break;
                }
            }
            Outcome(text.ToString(), Property.AnyValue(random));
        });
    }

    /// <summary>The result as text, or the failure with its code and place; any other exception is the test's.</summary>
    private static string Outcome(string text, JsonData? input)
    {
        try
        {
            var context = Run.Context(name => name == "states" ? input : null, TimeSpan.FromMilliseconds(500), bytesMax: 8 * 1024 * 1024);
            return JsonataExpression.Parse(text).Evaluate(context, input)?.ToString() ?? "nothing";
        }
        catch (ExpressionException e)
        {
            return e.Code == ExpressionErrors.BudgetTime ? e.Code : $"{e.Code} at {e.Position}, {e.Token}: {e.Message}";
        }
    }
}
