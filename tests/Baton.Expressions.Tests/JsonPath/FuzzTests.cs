using System.Text;
using Baton.Expressions.Paths;
using Baton.Json;

namespace Baton.Expressions.Tests.Paths;

/// <summary>Random paths on random documents: whatever comes out is a value or a typed failure, and all ways to read agree.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Paths_give_a_value_or_a_typed_failure()
    {
        Property.Check(runs: 3000, random =>
        {
            var text = "$" + Steps(random, 4);
            var context = Evaluations.Context(Property.AnyValue(random).ToString());
            try
            {
                var path = JsonPath.Parse(text);
                AgreesWithItself(path, context);
            }
            catch (ExpressionException)
            {
                // A value was not to be had; that it is told by this type is the point.
            }
        });
    }

    [Fact]
    public void Mangled_paths_are_refused_or_read_but_nothing_else()
    {
        const string alphabet = "$@.[]()'\"*?:,-0123 ab!=<>&|/\\~{}\u00e9\uD83D\n";
        Property.Check(runs: 5000, random =>
        {
            var text = new StringBuilder("$" + Steps(random, 3));
            for (var i = random.Next(4); i > 0; i--)
            {
                var at = random.Next(text.Length);
                if (random.Next(2) == 0) text.Insert(at, alphabet[random.Next(alphabet.Length)]);
                else text.Remove(at, 1).Append(' ');
            }
            try
            {
                PathParser.Parse(text.ToString()).Evaluate(Property.AnyValue(random), JsonData.Null, Evaluations.Ample(), requireAll: random.Next(2) == 0, out _);
            }
            catch (ExpressionException)
            {
                // Refused.
            }
        });
    }

    private static void AgreesWithItself(JsonPath path, EvaluationContext context)
    {
        JsonData? value = null;
        string? code = null;
        try
        {
            value = path.Read(context);
        }
        catch (ExpressionException e)
        {
            code = e.Code;
        }
        if (code is null or ExpressionErrors.PathNotFound)
        {
            Assert.Equal(value is not null, path.TryRead(context, out var tried));
            Assert.Equal(value, tried);
        }
        else
        {
            Assert.Equal(code, Assert.Throws<ExpressionException>(() => path.TryRead(context, out _)).Code);
        }
        if (value is not null && !path.IsDefinite) Assert.IsType<JsonArray>(value);
        if (path.IsReferencePath && value is not null) Assert.Equal(context.Input, path.Write(context.Input, value));
    }

    private static string Steps(Random random, int depth) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Step(random, depth)));

    private static string Step(Random random, int depth) => random.Next(depth > 0 ? 12 : 5) switch
    {
        0 or 1 => $".{Name(random)}",
        2 => $"['{Name(random)}']",
        3 => $"[{random.Next(-2, 4)}]",
        4 => ".*",
        5 => "[*]",
        6 => $"..{Name(random)}",
        7 => $"[{random.Next(-2, 3)}:{random.Next(-2, 4)}]",
        8 => $"['{Name(random)}','{Name(random)}']",
        9 => $"[{random.Next(3)},{random.Next(-1, 3)}]",
        10 => $".{Function(random)}({(random.Next(2) == 0 ? "" : $"$.{Name(random)}")})",
        _ => $"[?({Condition(random, depth - 1)})]",
    };

    private static string Condition(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => $"@{Steps(random, depth - 1)}",
        1 or 2 => $"@.{Name(random)} {Operator(random)} {Operand(random, depth)}",
        3 => $"{Condition(random, depth - 1)} && {Condition(random, depth - 1)}",
        4 => $"({Condition(random, depth - 1)} || {Condition(random, depth - 1)})",
        _ => $"!({Condition(random, depth - 1)})",
    };

    private static string Operator(Random random)
    {
        string[] operators = ["==", "!=", "<", "<=", ">", ">=", "===", "!==", "=~", "in", "nin", "contains", "size", "empty", "subsetof", "anyof", "noneof", "all", "exists"];
        return operators[random.Next(operators.Length)];
    }

    private static string Operand(Random random, int depth) => random.Next(9) switch
    {
        0 => random.Next(-2, 3).ToString(System.Globalization.CultureInfo.InvariantCulture),
        1 => "'a'",
        2 => "true",
        3 => "null",
        4 => "['a',1,null,\"[b]\"]",
        5 => "{'a':1}",
        6 => "/[ab].*/i",
        7 => "word",
        _ => (random.Next(2) == 0 ? "$" : "@") + Steps(random, depth - 1),
    };

    private static string Function(Random random)
    {
        string[] functions = ["length", "size", "sum", "min", "max", "avg", "stddev", "keys", "concat", "append", "first", "last", "index", "nope"];
        return functions[random.Next(functions.Length)];
    }

    private static string Name(Random random) => ((char)('a' + random.Next(4))).ToString();
}
