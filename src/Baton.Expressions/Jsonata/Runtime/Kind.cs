using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>The kind of a value: as the letter that signatures use, and as the word that <c>$type</c> gives.</summary>
internal static class Kind
{
    public const char Array = 'a';

    public const char Missing = 'm';

    public static char Symbol(object? value) => value switch
    {
        null => Missing,
        JsonString => 's',
        JsonNumber or NonFinite => 'n',
        JsonBoolean => 'b',
        JsonArray or ListValue => Array,
        Function => 'f',
        JsonObject or ObjectValue => 'o',
        _ => 'l',
    };

    public static string Word(object value) => Symbol(value) switch
    {
        's' => "string",
        'n' => "number",
        'b' => "boolean",
        Array => "array",
        'f' => "function",
        'o' => "object",
        _ => "null",
    };
}
