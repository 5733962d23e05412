using System.Globalization;

namespace Baton.TestKit;

/// <summary>A state from its entry to its exit.</summary>
/// <param name="State">Its name.</param>
/// <param name="Type">Its type, as in a definition: <c>Task</c>, <c>Wait</c>.</param>
/// <param name="After">How long after the start it was entered.</param>
public sealed record Visit(string State, string Type, TimeSpan After)
{
    /// <summary>What it was entered with, as JSON text.</summary>
    public required string Input { get; init; }

    /// <summary>What it handed on, as JSON text; null where it was not left, or by an error.</summary>
    public string? Output { get; internal set; }

    /// <summary>How long it took; null where it was not left.</summary>
    public TimeSpan? Duration { get; internal set; }

    /// <summary>How often it was tried again.</summary>
    public int Retries { get; internal set; }

    /// <summary>The last error in it; null where there was none.</summary>
    public string? Error { get; internal set; }

    /// <summary>As it stands in a path: <c>+0:00:03 Charge (2 retries) {"paid":true}</c>.</summary>
    public override string ToString()
    {
        var retries = Retries == 0 ? "" : $" ({Retries} {(Retries == 1 ? "retry" : "retries")})";
        var end = Output ?? (Error is null ? "is not left" : $"fails: {Error}");
        return string.Create(CultureInfo.InvariantCulture, $"+{After:g} {State} [{Type}]{retries} {Shown(end)}");
    }

    private static string Shown(string text) => text.Length <= 200 ? text : $"{text[..200]}…";
}
