using Baton.Json;

namespace Baton.Language.People;

/// <summary>What <c>arn:aws:states:::email:send</c> is asked for.</summary>
public sealed record EmailRequest(IReadOnlyList<string> To, string Subject, string? Text, string? Html)
{
    public IReadOnlyList<string> Cc { get; init; } = [];

    public IReadOnlyList<string> Bcc { get; init; } = [];

    public string? ReplyTo { get; init; }

    private const int AddressMax = 320;

    public static (EmailRequest? Request, IReadOnlyList<ArgumentFault> Faults) Read(JsonObject arguments)
    {
        var at = new Arguments(arguments);
        at.Known("To", "Cc", "Bcc", "ReplyTo", "Subject", "Text", "Html");
        at.Require("To");
        at.Require("Subject");
        if (!arguments.Has("Text") && !arguments.Has("Html")) at.Error("Expected Text or Html.");
        var request = new EmailRequest(Addresses(at, "To"), at.Text("Subject", 998) ?? "", at.Text("Text", 200_000), at.Text("Html", 200_000))
        {
            Cc = Addresses(at, "Cc"), Bcc = Addresses(at, "Bcc"), ReplyTo = Address(at, "ReplyTo"),
        };
        if (request.Subject.AsSpan().ContainsAnyInRange('\0', '\u001f')) at.Error("Subject", "Expected one line without control characters.");
        return (at.Faults.Count == 0 ? request : null, at.Faults);
    }

    /// <summary>One address, or an array of them.</summary>
    internal static IReadOnlyList<string> Addresses(Arguments at, string field)
    {
        if (at.Get(field) is JsonString) return Address(at, field) is { } one ? [one] : [];
        var all = at.Texts(field, 50, AddressMax);
        foreach (var wrong in all.Where(address => !IsAddress(address))) at.Error(field, NotAnAddress(wrong));
        return all;
    }

    internal static string? Address(Arguments at, string field)
    {
        if (at.Text(field, AddressMax) is not { } address) return null;
        if (IsAddress(address)) return address;
        at.Error(field, NotAnAddress(address));
        return null;
    }

    /// <summary>Whether a text is a bare mail address, NAME@DOMAIN: no display name, no comment, nothing that would end a line of a mail.</summary>
    public static bool IsAddress(string text)
    {
        var at = text.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at == text.LastIndexOf('@') && at < text.Length - 1 && text.Length <= AddressMax
            && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '(' or ')' or ',' or ';' or ':' or '"' or '\\' or '[' or ']');
    }

    private static string NotAnAddress(string text) => $"'{(text.Length > 64 ? text[..64] + "…" : text)}' is not a mail address like ada@example.org.";
}
