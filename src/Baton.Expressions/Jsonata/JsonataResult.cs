using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>What came out of an evaluation.</summary>
public enum JsonataResultKind
{
    /// <summary>Nothing: the language's undefined.</summary>
    Nothing,

    /// <summary>A JSON value.</summary>
    Json,

    /// <summary>A function, which cannot leave the expression.</summary>
    Function,
}

/// <summary>The result of an evaluation.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">The value, if it is one.</param>
public readonly record struct JsonataResult(JsonataResultKind Kind, JsonData? Value);
