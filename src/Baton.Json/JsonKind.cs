namespace Baton.Json;

/// <summary>The six kinds of JSON value.</summary>
public enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}
