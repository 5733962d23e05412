using Baton.Expressions.Paths.Regexes;
using Baton.Json;

namespace Baton.Expressions.Paths.Filters;

internal enum OperandKind
{
    Undefined,
    Null,
    Boolean,
    Number,
    String,

    /// <summary>An array or an object that a path led to.</summary>
    Json,

    /// <summary>An array or an object written in the filter.</summary>
    JsonLiteral,

    Pattern,
    Path,
}

/// <summary>One side of a comparison, or an item of a list that is compared. Which kinds are equal to which follows Jayway, and so Java.</summary>
internal readonly struct Operand
{
    /// <summary>A longer text in a list is not tried as a path.</summary>
    private const int PathCharsMax = 1000;

    private readonly object? _value;

    private Operand(OperandKind kind, object? value)
    {
        Kind = kind;
        _value = value;
    }

    public static Operand Undefined => default;

    public OperandKind Kind { get; }

    public CompiledPath Path => (CompiledPath)_value!;

    public JavaPattern Pattern => (JavaPattern)_value!;

    public bool Boolean => ReferenceEquals(_value, JsonData.True);

    public string String => (string)_value!;

    /// <summary>A number's text, as Java prints it.</summary>
    public string NumberText => Number.ToString();

    /// <summary>A number's whole part, or the nearest 32-bit integer.</summary>
    public int Whole => Number.ToInt32();

    /// <summary>The value of an array or object; null for a literal that is no JSON.</summary>
    public JsonData? Json => Kind == OperandKind.JsonLiteral ? ((JsonLiteral)_value!).Value : _value as JsonData;

    public bool IsJson => Kind is OperandKind.Json or OperandKind.JsonLiteral;

    public static Operand Of(JsonData value) => value switch
    {
        JsonString text => OfString(text.Value),
        JsonNumber => new(OperandKind.Number, value),
        JsonBoolean => new(OperandKind.Boolean, value),
        JsonArray or JsonObject => new(OperandKind.Json, value),
        _ => new(OperandKind.Null, null),
    };

    public static Operand OfString(string value) => new(OperandKind.String, value);

    public static Operand OfNumber(DecimalNumber value) => new(OperandKind.Number, value);

    public static Operand OfPath(CompiledPath path) => new(OperandKind.Path, path);

    public static Operand OfPattern(JavaPattern pattern) => new(OperandKind.Pattern, pattern);

    public static Operand OfJson(string text) => new(OperandKind.JsonLiteral, new JsonLiteral(text, PermissiveJson.TryParse(text)));

    /// <summary>An item of a list. A string in a list is looked at again: it may be a path (never equal to anything), JSON, or quoted.</summary>
    /// <returns>False for an array or an object: lists of lists cannot be compared.</returns>
    public static bool TryOfItem(JsonData item, EvaluationBudget budget, out Operand operand)
    {
        operand = Of(item);
        if (item is not JsonString { Value: var text }) return operand.Kind != OperandKind.Json;
        budget.Spend(1 + text.Length / 8);
        var trimmed = text.AsSpan().Trim();
        if (trimmed is ['@' or '$', ..] and { Length: <= PathCharsMax } && IsPath(trimmed.ToString())) operand = new(OperandKind.Path, null);
        else if (trimmed is ['[', .., ']'] or ['{', .., '}'] && PermissiveJson.TryParse(trimmed.ToString()) is not null) operand = OfJson(text);
        else if (text is ['\'', .., '\''] or ['"', .., '"'] && text.Length > 1) operand = OfString(NameListReader.Unescape(text[1..^1]));
        else operand = OfString(text.Length > 1 ? NameListReader.Unescape(text) : text);
        return true;
    }

    /// <summary><c>left.equals(right)</c>: not symmetric, a number against a string compares numbers, a string against a number text.</summary>
    public bool IsEqualTo(Operand right) => (Kind, right.Kind) switch
    {
        (OperandKind.Null, OperandKind.Null) => true,
        (OperandKind.Boolean, OperandKind.Boolean) => Boolean == right.Boolean,
        (OperandKind.String, OperandKind.String) => string.Equals(String, right.String, StringComparison.Ordinal),
        (OperandKind.String, OperandKind.Number) => string.Equals(String, right.NumberText, StringComparison.Ordinal),
        (OperandKind.Number, OperandKind.Number) => CompareNumber(right) == 0,
        (OperandKind.Number, OperandKind.String) => DecimalNumber.TryParse(right.String) is { } number && Number.CompareTo(number) == 0,

        // In lists JSON is compared as the text it is written with, and is never equal to what a path led to.
        (OperandKind.JsonLiteral, OperandKind.JsonLiteral) => string.Equals(((JsonLiteral)_value!).Text, ((JsonLiteral)right._value!).Text, StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Compares two numbers.</summary>
    public int CompareNumber(Operand right) =>
        Exact is { } mine && right.Exact is { } theirs ? mine.CompareTo(theirs) : Number.CompareTo(right.Number);

    private DecimalNumber Number => _value as DecimalNumber ?? DecimalNumber.Of((JsonNumber)_value!);

    /// <summary>The number as a double, if comparing doubles tells as much as comparing decimals.</summary>
    private double? Exact => _value is JsonNumber number ? DecimalNumber.Exact(number.Text.Length, number.Value) : ((DecimalNumber)_value!).Double;

    private static bool IsPath(string text)
    {
        try
        {
            PathParser.Parse(text);
            return true;
        }
        catch (ExpressionException)
        {
            return false;
        }
    }

    private sealed record JsonLiteral(string Text, JsonData? Value);
}
