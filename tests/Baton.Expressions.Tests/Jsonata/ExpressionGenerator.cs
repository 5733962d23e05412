namespace Baton.Expressions.Tests.Jsonata;

/// <summary>Random expressions of the whole grammar, mostly well-typed enough to get somewhere, on the names of <see cref="Property.AnyValue"/>.</summary>
internal sealed class ExpressionGenerator(Random random)
{
    private static readonly string[] Unary =
    [
        "string", "length", "number", "abs", "floor", "ceil", "round", "sqrt", "sum", "count", "max", "min", "average", "boolean", "not", "exists", "type", "keys", "spread",
        "merge", "reverse", "distinct", "shuffle", "uppercase", "lowercase", "trim", "base64encode", "base64decode", "encodeUrl", "encodeUrlComponent", "decodeUrl",
        "decodeUrlComponent", "toMillis", "fromMillis", "sort", "clone", "parse", "random", "error", "assert", "now", "millis", "uuid", "nope",
    ];

    private static readonly string[] Binary =
    [
        "append", "substring", "substringBefore", "substringAfter", "contains", "split", "join", "power", "round", "lookup", "pad", "zip", "formatBase", "string", "formatNumber",
        "formatInteger", "parseInteger", "match", "partition", "hash", "fromMillis", "toMillis",
    ];

    private static readonly string[] Higher = ["map", "filter", "single", "sort", "each", "sift", "reduce"];

    private static readonly string[] Operators = ["+", "-", "*", "/", "%", "&", "=", "!=", "<", "<=", ">", ">=", "in", "and", "or", "~>", ".."];

    private static readonly string[] Literals =
    [
        "0", "1", "-1", "2", "1.5", "1e3", "1e308", "1e-7", "9007199254740993", "''", "'a'", "\"b\"", "'1'", "'é😀\\ud83d'", "'2024-05-01T12:00:00Z'", "'[Y]-[M01]'",
        "'#,##0.0e0'", "'w'", "true", "false", "null", "[]", "{}", "$", "$$", "*", "**", "%", "/a/", "/(\\w)*?b|^$/i", "/[^a]+/",
    ];

    public string Expression(int depth)
    {
        if (depth <= 0) return random.Next(3) switch { 0 => Name(), 1 => Variable(), _ => Pick(Literals) };
        return random.Next(16) switch
        {
            <= 3 => Path(depth),
            <= 5 => $"{Expression(depth - 1)} {Pick(Operators)} {Expression(depth - 1)}",
            6 => $"${Pick(Unary)}({(random.Next(8) == 0 ? "" : Expression(depth - 1))})",
            7 => $"${Pick(Binary)}({Expression(depth - 1)}, {Expression(depth - 1)}{(random.Next(4) == 0 ? $", {Expression(depth - 1)}" : "")})",
            8 => $"${Pick(Higher)}({Expression(depth - 1)}, {Lambda(depth)})",
            9 => $"{Expression(depth - 1)} ? {Expression(depth - 1)}{(random.Next(3) == 0 ? "" : $" : {Expression(depth - 1)}")}",
            10 => $"[{Several(depth, ", ")}]",
            11 => $"[{Expression(depth - 1)}..{Expression(depth - 1)}]",
            12 => $"{{{Pick(Literals)}: {Expression(depth - 1)}, {Expression(depth - 1)}: {Expression(depth - 1)}}}",
            13 => $"({Variable()} := {(random.Next(2) == 0 ? Lambda(depth) : Expression(depth - 1))}; {Several(depth, "; ")})",
            14 => $"{Expression(depth - 1)} ~> |{Expression(depth - 1)}|{Expression(depth - 1)}{(random.Next(2) == 0 ? "" : ", 'a'")}|",
            _ => random.Next(4) switch
            {
                0 => $"-{Expression(depth - 1)}",
                1 => $"{Variable()}({Several(depth, ", ")})",
                2 => $"${Pick(Binary)}(?, {Expression(depth - 1)})({Expression(depth - 1)})",
                _ => $"$replace({Expression(depth - 1)}, {Pick(Literals)}, {Expression(depth - 1)})",
            },
        };
    }

    private string Path(int depth)
    {
        var path = random.Next(3) == 0 ? Expression(depth - 1) : Step(depth);
        for (var i = random.Next(4); i > 0; i--) path += $".{Step(depth)}";
        return random.Next(8) switch
        {
            0 => $"{path}^({(random.Next(2) == 0 ? ">" : "")}{Expression(depth - 1)}, <{Name()})",
            1 => $"{path}{{{Expression(depth - 1)}: {Expression(depth - 1)}}}",
            2 => $"{path}[]",
            _ => path,
        };
    }

    private string Step(int depth)
    {
        var step = random.Next(8) switch
        {
            0 => "*",
            1 => random.Next(3) == 0 ? "%" : "**",
            2 => $"({Expression(depth - 1)})",
            3 => $"{{'k': {Expression(depth - 1)}}}",
            4 => $"{Name()}{Pick(["@$x", "#$i", "@$x#$i"])}",
            _ => Name(),
        };
        return random.Next(3) == 0 ? $"{step}[{Expression(depth - 1)}]" : step;
    }

    private string Lambda(int depth) =>
        $"{(random.Next(8) == 0 ? "λ" : "function")}({Pick(["", "$x", "$x, $y", "$x, $i, $y"])}){(random.Next(8) == 0 ? Pick(["<n:n>", "<s-:s>", "<x+>", "<a<n>:n>", "<(ns)?:x>"]) : "")}{{ {Expression(depth - 1)} }}";

    private string Several(int depth, string separator) => string.Join(separator, Enumerable.Range(0, random.Next(4)).Select(_ => Expression(depth - 1)));

    private string Variable() => $"${Pick(["x", "y", "i", "states"])}";

    private string Name() => ((char)('a' + random.Next(4))).ToString();

    private string Pick(string[] of) => of[random.Next(of.Length)];
}
