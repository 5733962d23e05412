using System.Text.RegularExpressions;
using Baton.Json;

namespace Baton.Api.Protocol;

/// <summary>
/// Reads the members of a request and checks them against the bounds of the API model. Everything wrong is told at once, in the
/// words of AWS, by <see cref="Check"/>; a member of the wrong type is told at once.
/// </summary>
internal sealed class RequestReader
{
    private const string Hidden = "***";

    private readonly JsonObject _body;
    private readonly string _path;
    private readonly List<string> _faults;
    private readonly ICollection<string>? _asked;

    /// <param name="body">The request.</param>
    /// <param name="asked">Where the names of the members that are read go, for those who compare them with the model.</param>
    public RequestReader(JsonObject body, ICollection<string>? asked = null)
        : this(body, "", [])
    {
        _asked = asked;
    }

    private RequestReader(JsonObject body, string path, List<string> faults)
    {
        _body = body;
        _path = path;
        _faults = faults;
    }

    /// <summary>A text that has to be there.</summary>
    public string Required(string member, int lengthMax, int lengthMin = 1) => String(member, lengthMax, lengthMin, required: true) ?? "";

    /// <summary>A text that may be missing.</summary>
    public string? Optional(string member, int lengthMax, int lengthMin = 0) => String(member, lengthMax, lengthMin, required: false);

    /// <summary>A text that has to be there and to satisfy a pattern.</summary>
    public string RequiredMatch(string member, int lengthMax, Regex pattern) => Matching(Required(member, lengthMax), member, pattern) ?? "";

    /// <summary>A text that may be missing, but satisfies a pattern.</summary>
    public string? OptionalMatch(string member, int lengthMax, Regex pattern, int lengthMin = 1) => Matching(Optional(member, lengthMax, lengthMin), member, pattern);

    /// <summary>A text that may be missing; where it is refused, it is not told.</summary>
    public string? Secret(string member, int lengthMax, Regex? pattern, int lengthMin = 0)
    {
        var value = String(member, lengthMax, lengthMin, required: false, isSecret: true);
        return pattern is null ? value : Matching(value, member, pattern, isSecret: true);
    }

    private string? Matching(string? value, string member, Regex pattern, bool isSecret = false)
    {
        if (value is { Length: > 0 } && !pattern.IsMatch(value)) Fault(isSecret ? Hidden : value, member, $"Member must satisfy regular expression pattern: {pattern}");
        return value;
    }

    /// <summary>One of some words; null where it is missing.</summary>
    public string? Word(string member, params string[] words)
    {
        var value = String(member, int.MaxValue, 0, required: false);
        if (value is not null && !words.Contains(value)) Fault(value, member, $"Member must satisfy enum value set: [{string.Join(", ", words)}]");
        return value;
    }

    public int? Integer(string member, int min, int max) => (int?)Number(member, min, max, "an Integer", wholeOnly: true);

    public long? Long(string member, long min, long max) => Number(member, min, max, "a Long", wholeOnly: true) is { } value ? (long)Math.Min(value, long.MaxValue) : null;

    public double? Number(string member, double min, double max) => Number(member, min, max, "a Float", wholeOnly: false);

    private double? Number(string member, double min, double max, string expected, bool wholeOnly)
    {
        if (Get(member) is not { } value) return null;
        if (value is not JsonNumber number || (wholeOnly && !number.IsInteger)) throw WrongType(value, member, expected);
        var text = number.ToString();
        if (number.Value > max) Fault(text, member, FormattableString.Invariant($"Member must have value less than or equal to {max}"));
        else if (number.Value < min) Fault(text, member, FormattableString.Invariant($"Member must have value greater than or equal to {min}"));
        else return number.Value;
        return null;
    }

    public int RequiredInteger(string member, int min, int max)
    {
        if (Get(member) is null) Missing(member);
        return Integer(member, min, max) ?? min;
    }

    public bool? Boolean(string member) => Get(member) switch
    {
        null => null,
        JsonBoolean value => value.Value,
        var other => throw WrongType(other, member, "a Boolean"),
    };

    /// <summary>The members of a structure; null where it is missing. What is wrong inside is told with the whole request.</summary>
    public RequestReader? Structure(string member) => Get(member) switch
    {
        null => null,
        JsonObject value => new RequestReader(value, $"{_path}{member}.", _faults),
        var other => throw WrongType(other, member, "a Structure"),
    };

    /// <summary>The structures of a list; null where it is missing.</summary>
    public IReadOnlyList<RequestReader>? Structures(string member) => List(member) is not { } items ? null :
    [
        .. items.Select((item, index) => item is JsonObject structure
            ? new RequestReader(structure, $"{_path}{member}.{index + 1}.member.", _faults)
            : throw WrongType(item, $"{member}.{index + 1}.member", "a Structure")),
    ];

    /// <summary>The structures of a list that may be missing; where it is there, it has this many.</summary>
    /// <param name="member">The member.</param>
    /// <param name="shape">The published name of the structures, under which a refusal writes them.</param>
    /// <param name="countMin">At least so many.</param>
    /// <param name="countMax">At most so many.</param>
    public IReadOnlyList<RequestReader>? Structures(string member, string shape, int countMin, int countMax)
    {
        var items = Structures(member);
        if (items is null || (items.Count >= countMin && items.Count <= countMax)) return items;
        var text = string.Join(", ", items.Select(item => $"{shape}({string.Join(", ", item._body.Select(property => $"{property.Key}={Plain(property.Value)}"))})"));
        var bound = items.Count > countMax ? $"less than or equal to {countMax}" : $"greater than or equal to {countMin}";
        Fault($"[{text}]", member, $"Member must have length {bound}");
        return items;
    }

    /// <summary>The texts of a list that has to be there; each has this length.</summary>
    public IReadOnlyList<string> RequiredTexts(string member, int lengthMin, int lengthMax)
    {
        if (List(member) is not { } items)
        {
            Missing(member);
            return [];
        }
        var texts = items.Select((item, index) => item is JsonString { Value: var text } ? text : throw WrongType(item, $"{member}.{index + 1}.member", "a String")).ToList();
        if (texts.Any(text => text.Length < lengthMin || text.Length > lengthMax))
        {
            var bounds = $"[Member must have length less than or equal to {lengthMax}, Member must have length greater than or equal to {lengthMin}]";
            Fault($"[{string.Join(", ", texts)}]", member, $"Member must satisfy constraint: {bounds}");
        }
        return texts;
    }

    /// <summary>Tells that a member has to be there.</summary>
    public void Missing(string member) => _faults.Add($"Value null at '{_path}{member}' failed to satisfy constraint: Member must not be null");

    /// <summary>The page size: 0 or missing is 100.</summary>
    public int PageSize() => Integer("maxResults", 0, 1000) is { } size and not 0 ? size : 100;

    /// <exception cref="ApiException">A member is out of its bounds.</exception>
    public void Check()
    {
        if (_faults.Count == 0) return;
        throw Errors.Validation($"{_faults.Count} validation error{(_faults.Count == 1 ? "" : "s")} detected: {string.Join("; ", _faults)}");
    }

    private string? String(string member, int lengthMax, int lengthMin, bool required, bool isSecret = false)
    {
        var value = Get(member);
        if (value is null)
        {
            if (required) Missing(member);
            return null;
        }
        if (value is not JsonString { Value: var text }) throw WrongType(value, member, "a String");
        if (HasLoneSurrogate(text)) throw Errors.Serialization($"Half a surrogate pair can not be converted to a String at '{_path}{member}'");
        var shown = isSecret ? Hidden : text;
        if (text.Length > lengthMax) Fault(shown, member, $"Member must have length less than or equal to {lengthMax}");
        else if (text.Length < lengthMin) Fault(shown, member, $"Member must have length greater than or equal to {lengthMin}");
        return text;
    }

    private JsonArray? List(string member) => Get(member) switch
    {
        null => null,
        JsonArray items => items,
        var other => throw WrongType(other, member, "a List"),
    };

    private static string Plain(JsonData value) => value is JsonString { Value: var text } ? text : value.ToString();

    /// <summary>Whether an escape has made a text that UTF-8 cannot tell: it could not be given back as it came.</summary>
    private static bool HasLoneSurrogate(string text)
    {
        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        if (at < 0) return false;
        for (; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at])) continue;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return true;
            at++;
        }
        return false;
    }

    /// <summary>The member; JSON null counts as missing.</summary>
    private JsonData? Get(string member)
    {
        _asked?.Add(member);
        return _body[member] is { Kind: not JsonKind.Null } value ? value : null;
    }

    private void Fault(string value, string member, string constraint) => _faults.Add($"Value '{value}' at '{_path}{member}' failed to satisfy constraint: {constraint}");

    private ApiException WrongType(JsonData value, string member, string expected)
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
        return Errors.Serialization($"{found} can not be converted to {expected} at '{_path}{member}'");
    }
}
