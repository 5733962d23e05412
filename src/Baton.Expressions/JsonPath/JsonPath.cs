using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Baton.Expressions.Paths;
using Baton.Json;

namespace Baton.Expressions;

/// <summary>
/// A path into a document, the context object (<c>$$</c>) or a variable (<c>$name</c>), in the dialect of Step Functions, which is Jayway's.
/// Immutable; read once and evaluated often.
/// </summary>
public sealed class JsonPath
{
    private readonly CompiledPath _path;

    private JsonPath(string text, CompiledPath path, bool isContext, string? variable)
    {
        Text = text;
        _path = path;
        IsContext = isContext;
        Variable = variable;
    }

    /// <summary>The path <c>$</c>.</summary>
    public static JsonPath Root { get; } = Parse("$");

    /// <summary>The path as it was written.</summary>
    public string Text { get; }

    /// <summary>Whether it leads to one value, not to a list of those it finds.</summary>
    public bool IsDefinite => _path.IsDefinite;

    /// <summary>Whether it names one node by names and indexes only: what <c>ResultPath</c>, <c>Variable</c> and the <c>…Path</c> fields allow.</summary>
    public bool IsReferencePath => _path.IsChain;

    /// <summary>Whether it starts at the context object.</summary>
    public bool IsContext { get; }

    /// <summary>The variable it starts at; null if it starts elsewhere.</summary>
    public string? Variable { get; }

    /// <exception cref="ExpressionException">The text is not a path (<see cref="ExpressionErrors.Syntax"/>).</exception>
    public static JsonPath Parse(string text)
    {
        if (!text.StartsWith('$')) throw PathParser.Refuse("A path starts with '$'.", 0);
        if (text is ['$', '$', ..]) return new JsonPath(text, PathParser.Parse(text[1..]), isContext: true, variable: null);
        var end = 1;
        while (end < text.Length && IsNameChar(text, end, isFirst: end == 1)) end += char.IsSurrogatePair(text, end) ? 2 : 1;
        return end == 1
            ? new JsonPath(text, PathParser.Parse(text), isContext: false, variable: null)
            : new JsonPath(text, PathParser.Parse("$" + text[end..]), isContext: false, variable: text[1..end]);
    }

    /// <summary>
    /// Reads a path exactly as Jayway's <c>JsonPath.compile</c> does: without what Step Functions adds (<c>$$</c>, <c>$name</c>), and
    /// without its rule that a path starts with <c>$</c>. For comparing with Jayway.
    /// </summary>
    /// <exception cref="ExpressionException">The text is not a path (<see cref="ExpressionErrors.Syntax"/>).</exception>
    public static JsonPath ParseJayway(string text) => new(text, PathParser.Parse(text), isContext: false, variable: null);

    /// <exception cref="ExpressionException">
    /// The path leads to nothing (<see cref="ExpressionErrors.PathNotFound"/>), starts at a variable without a value
    /// (<see cref="ExpressionErrors.UndefinedVariable"/>) or cannot be applied (<see cref="ExpressionErrors.PathFailure"/>).
    /// </exception>
    public JsonData Read(EvaluationContext context)
    {
        var start = StartIn(context) ?? throw new ExpressionException(ExpressionErrors.UndefinedVariable, $"The variable '{Variable}' has no value.");
        return Read(start, context.Budget);
    }

    /// <summary>Reads from a given document, whatever the path says it starts at.</summary>
    /// <inheritdoc cref="Read(EvaluationContext)"/>
    public JsonData Read(JsonData document, EvaluationBudget budget)
    {
        try
        {
            return _path.Evaluate(document, document, budget, requireAll: false, out var value) is { } fault ? throw fault.ToException() : value!;
        }
        catch (JsonFormatException e)
        {
            throw TooDeep.Of(e);
        }
    }

    /// <summary>Reads without an exception for what is missing: the value, the variable, or what the path would be applied to.</summary>
    public bool TryRead(EvaluationContext context, [NotNullWhen(true)] out JsonData? value)
    {
        value = null;
        if (StartIn(context) is not { } start) return false;
        try
        {
            var fault = _path.EvaluateQuietly(start, start, context.Budget, requireAll: false, out value);
            return fault is null || (fault.Kind == PathFaultKind.Missing ? false : throw fault.ToException());
        }
        catch (JsonFormatException e)
        {
            throw TooDeep.Of(e);
        }
    }

    /// <summary>The document with a value set where this reference path leads. Objects on the way that are missing are made.</summary>
    /// <exception cref="ExpressionException">Something on the way is no object, or no such item of an array (<see cref="ExpressionErrors.PathNotWritable"/>).</exception>
    public JsonData Write(JsonData document, JsonData value)
    {
        if (!IsReferencePath || IsContext || Variable is not null) throw new InvalidOperationException($"'{Text}' is not a reference path into a document.");
        try
        {
            return PathWriter.Write(_path, document, value);
        }
        catch (JsonFormatException e)
        {
            throw TooDeep.Of(e);
        }
    }

    public override string ToString() => Text;

    private JsonData? StartIn(EvaluationContext context)
    {
        if (IsContext) return context.Context.Value;
        return Variable is null ? context.Input : context.Variables(Variable);
    }

    /// <summary>Variable names are identifiers as Unicode defines them (ID_Start, ID_Continue), and may start with an underscore.</summary>
    private static bool IsNameChar(string text, int index, bool isFirst)
    {
        switch (CharUnicodeInfo.GetUnicodeCategory(text, index))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                return true;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber:
                return !isFirst;
            case UnicodeCategory.ConnectorPunctuation:
                return !isFirst || text[index] == '_';
            default: return false;
        }
    }
}
