using Baton.Json;

namespace Baton.Language.People;

/// <summary>What <c>arn:aws:states:::case:update</c> is asked for: what is missing stays as it is.</summary>
public sealed record CaseUpdateRequest
{
    public const int StatusMax = 64;

    public string? Key { get; init; }

    public string? Title { get; init; }

    public string? Status { get; init; }

    public string? Owner { get; init; }

    /// <summary>Labels that are set; an empty text takes one away.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Labels { get; init; } = [];

    public static (CaseUpdateRequest? Request, IReadOnlyList<ArgumentFault> Faults) Read(JsonObject arguments)
    {
        var at = new Arguments(arguments);
        at.Known("Key", "Title", "Status", "Owner", "Labels");
        if (arguments.Count == 0) at.Error("Expected at least one of Key, Title, Status, Owner, Labels.");
        var labels = new List<KeyValuePair<string, string>>();
        foreach (var (name, value) in at.Object("Labels") ?? JsonObject.Empty)
        {
            if (name.Length is 0 or > 64) at.Error("Labels", "A label's name has 1 to 64 characters.");
            else if (value is JsonString { Value.Length: <= 256 } text) labels.Add(KeyValuePair.Create(name, text.Value));
            else if (!Arguments.IsOpen(value)) at.Error("Labels", $"The label '{name}' has to be a text of at most 256 characters.");
        }
        if (labels.Count > 20) at.Error("Labels", $"Expected at most 20 labels, found {labels.Count}.");
        var request = new CaseUpdateRequest { Key = at.Text("Key", 256), Title = at.Text("Title", 512), Status = at.Text("Status", StatusMax), Owner = at.Text("Owner", 256), Labels = labels };
        return (at.Faults.Count == 0 ? request : null, at.Faults);
    }
}
