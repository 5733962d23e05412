namespace Baton.Expressions.Jsonata;

/// <summary>Codes of JSONata failures that the language's published list does not name.</summary>
public static class JsonataErrors
{
    /// <summary>The result, or a part of it, is a function: it cannot leave the expression.</summary>
    public const string FunctionResult = "FUNCTION_RESULT";

    /// <summary>A regular expression is not one.</summary>
    public const string InvalidRegex = "INVALID_REGEX";

    /// <summary>A place where the reference implementation fails of its own accord, without a code.</summary>
    public const string Unsupported = "UNSUPPORTED";

    /// <summary>A text handed to <c>$parse</c> is not JSON, or an argument of <c>$partition</c>, <c>$range</c> or <c>$hash</c> is out of its range.</summary>
    public const string InvalidArgument = "INVALID_ARGUMENT";

    internal static Fault NoTuples() => new(Unsupported) { Text = "Cannot group the variables of an empty sequence" };

    internal static Fault NotChangeable() => new(Unsupported) { Text = "The pattern of a transform expression may only match objects" };

    internal static Fault NoPicture() => new(Unsupported) { Text = "A picture string is required" };

    internal static Fault NoMoment() => new(Unsupported) { Text = "The moment is beyond the range of dates" };

    internal static Fault PadWidth() => new(Unsupported) { Text = "The width of the pad function must be a whole number" };

    internal static Fault NotWritable() => new(Unsupported) { Text = "The number cannot be written this way" };

    internal static Fault Argument(string message) => new(InvalidArgument) { Text = message };
}
