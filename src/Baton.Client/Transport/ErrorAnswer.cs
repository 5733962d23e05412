using System.Net;
using System.Text;
using System.Text.Json;

namespace Baton.Client.Transport;

/// <summary>Makes an exception of an answer that is not 2xx.</summary>
internal static class ErrorAnswer
{
    private const int ExcerptLengthMax = 500;

    public static StepFunctionsException Read(HttpStatusCode status, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object && Text(document.RootElement, "__type") is { } type)
            {
                var message = Text(document.RootElement, "message") ?? Text(document.RootElement, "Message");
                return new StepFunctionsException(Code(type), message ?? $"The service gave no message (HTTP {(int)status}).", status)
                {
                    Reason = Text(document.RootElement, "reason"),
                };
            }
        }
        catch (JsonException)
        {
            // Not from the service itself: a proxy's page, or something else that listens there. Its text is shown below.
        }

        return new StepFunctionsException($"Http{(int)status}", $"Expected an answer of the Step Functions API, found HTTP {(int)status}: {Excerpt(body)}", status);
    }

    // Older services write "namespace#Name", some gateways "Name:address".
    private static string Code(string type)
    {
        var name = type[(type.IndexOf('#', StringComparison.Ordinal) + 1)..];
        var end = name.IndexOf(':', StringComparison.Ordinal);
        return end < 0 ? name : name[..end];
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Excerpt(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, ExcerptLengthMax)]).Trim();
        return text.Length == 0 ? "(empty)" : text;
    }
}
