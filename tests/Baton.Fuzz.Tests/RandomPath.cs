using System.Globalization;
using Baton.Json;

namespace Baton.Fuzz.Tests;

/// <summary>Paths of any shape, and documents in which they find something: names are one of four letters.</summary>
internal static class RandomPath
{
    private static readonly string[] Operators =
        ["==", "!=", "<", "<=", ">", ">=", "===", "!==", "=~", "in", "nin", "contains", "size", "empty", "subsetof", "anyof", "noneof", "all", "exists"];

    private static readonly string[] Functions = ["length", "size", "sum", "min", "max", "avg", "stddev", "keys", "concat", "append", "first", "last", "index", "nope"];

    public static string Text(Random random) => "$" + Steps(random, 4);

    public static JsonData Document(Random random, int depth = 4)
    {
        switch (random.Next(depth > 0 ? 9 : 5))
        {
            case 0: return JsonData.Null;
            case 1: return JsonData.Of(random.Next(2) == 0);
            case 2: return JsonData.Of(random.Next(-3, 4));
            case 3: return JsonData.Parse(random.Next(3) switch { 0 => "1.0", 1 => "2.5e1", _ => "-0.0" });
            case 4: return JsonData.Of(random.Next(4) switch { 0 => "", 1 => "a", 2 => "1", _ => "[b]" });
            case 5 or 6: return new JsonArray(Enumerable.Range(0, random.Next(5)).Select(_ => Document(random, depth - 1)));
            default:
                var builder = new JsonObject.Builder();
                for (var i = random.Next(5); i > 0; i--) builder.Set(Name(random), Document(random, depth - 1));
                return builder.Build();
        }
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
        10 => $".{Functions.Pick(random)}({(random.Next(2) == 0 ? "" : $"$.{Name(random)}")})",
        _ => $"[?({Condition(random, depth - 1)})]",
    };

    private static string Condition(Random random, int depth) => random.Next(depth > 0 ? 6 : 3) switch
    {
        0 => $"@{Steps(random, depth - 1)}",
        1 or 2 => $"@.{Name(random)} {Operators.Pick(random)} {Operand(random, depth)}",
        3 => $"{Condition(random, depth - 1)} && {Condition(random, depth - 1)}",
        4 => $"({Condition(random, depth - 1)} || {Condition(random, depth - 1)})",
        _ => $"!({Condition(random, depth - 1)})",
    };

    private static string Operand(Random random, int depth) => random.Next(9) switch
    {
        0 => random.Next(-2, 3).ToString(CultureInfo.InvariantCulture),
        1 => "'a'",
        2 => "true",
        3 => "null",
        4 => "['a',1,null,\"[b]\"]",
        5 => "{'a':1}",
        6 => "/[ab].*/i",
        7 => "word",
        _ => (random.Next(2) == 0 ? "$" : "@") + Steps(random, depth - 1),
    };

    private static string Name(Random random) => ((char)('a' + random.Next(4))).ToString();
}
