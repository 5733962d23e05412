using System.Globalization;
using Baton.Json;

namespace Baton.Api.Protocol;

/// <summary>
/// Reads the members of a request and checks them against the bounds of the API model. Everything wrong is told at once, in the
/// words of AWS, by <see cref="Check"/>; a member of the wrong type is told at once.
/// </summary>
internal sealed class RequestReader(JsonObject body)
{
    private readonly List<string> _faults = [];

    /// <summary>A text that has to be there.</summary>
    public string Required(string member, int lengthMax, int lengthMin = 1) => String(member, lengthMax, lengthMin, required: true) ?? "";

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string member, int lengthMax, int lengthMin = 0) => String(member, lengthMax, lengthMin, required: false);

    /// <summary>One of some words; null where it is missing.</summary>
    public string? Word(string member, params string[] words)
    {
        var value = String(member, int.MaxValue, 0, required: false);
        if (value is not null && !words.Contains(value)) Fault(value, member, $"Member must satisfy enum value set: [{string.Join(", ", words)}]");
        return value;
    }

    public int? Integer(string member, int min, int max)
    {
        if (Get(member) is not { } value) return null;
        if (value is not JsonNumber { IsInteger: true } number) throw WrongType(value, member, "an Integer");
        var text = number.Value.ToString("0", CultureInfo.InvariantCulture);
        if (number.Value > max) Fault(text, member, $"Member must have value less than or equal to {max}");
        else if (number.Value < min) Fault(text, member, $"Member must have value greater than or equal to {min}");
        else return (int)number.Value;
        return null;
    }

    public bool? Boolean(string member) => Get(member) switch
    {
        null => null,
        JsonBoolean value => value.Value,
        var other => throw WrongType(other, member, "a Boolean"),
    };

    public JsonObject? Object(string member) => Get(member) switch
    {
        null => null,
        JsonObject value => value,
        var other => throw WrongType(other, member, "a Structure"),
    };

    public JsonArray? Array(string member) => Get(member) switch
    {
        null => null,
        JsonArray value => value,
        var other => throw WrongType(other, member, "a List"),
    };

    /// <summary>The page size: 0 or missing is 100.</summary>
    public int PageSize() => Integer("maxResults", 0, 1000) is { } size and not 0 ? size : 100;

    /// <exception cref="ApiException">A member is out of its bounds.</exception>
    public void Check()
    {
        if (_faults.Count == 0) return;
        throw Errors.Validation($"{_faults.Count} validation error{(_faults.Count == 1 ? "" : "s")} detected: {string.Join("; ", _faults)}");
    }

    private string? String(string member, int lengthMax, int lengthMin, bool required)
    {
        var value = Get(member);
        if (value is null)
        {
            if (required) _faults.Add($"Value null at '{member}' failed to satisfy constraint: Member must not be null");
            return null;
        }
        if (value is not JsonString { Value: var text }) throw WrongType(value, member, "a String");
        if (text.Length > lengthMax) Fault(text, member, $"Member must have length less than or equal to {lengthMax}");
        else if (text.Length < lengthMin) Fault(text, member, $"Member must have length greater than or equal to {lengthMin}");
        return text;
    }

    /// <summary>The member; JSON null counts as missing.</summary>
    private JsonData? Get(string member) => body[member] is { Kind: not JsonKind.Null } value ? value : null;

    private void Fault(string value, string member, string constraint) => _faults.Add($"Value '{value}' at '{member}' failed to satisfy constraint: {constraint}");

    private static ApiException WrongType(JsonData value, string member, string expected)
    {
        var found = value.Kind switch
        {
            JsonKind.Boolean => ((JsonBoolean)value).Value ? "TRUE_VALUE" : "FALSE_VALUE",
            JsonKind.Number => ((JsonNumber)value).IsInteger ? "NUMBER_VALUE" : "DECIMAL_VALUE",
            JsonKind.String => "STRING_VALUE",
            JsonKind.Array => "Start of list",
            JsonKind.Object => "Start of structure or map",
            _ => "NULL_VALUE",
        };
        return Errors.Serialization($"{found} can not be converted to {expected} at '{member}'");
    }
}
