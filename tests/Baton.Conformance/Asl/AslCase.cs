using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>One recorded case of the asl corpus.</summary>
internal sealed class AslCase(JsonObject json)
{
    public string Id => json.Text("id") ?? "(no id)";

    public string Kind => json.Text("kind") ?? "";

    /// <summary>The services that the case needs: <c>core</c> is Step Functions alone.</summary>
    public string Class => json.Text("class") ?? "core";

    /// <summary>The services that the case needs beside Step Functions.</summary>
    public IEnumerable<string> Needs => json.Items("needs").Select(service => ((JsonString)service).Value);

    /// <summary>What an <c>api</c> case calls, in order.</summary>
    public IEnumerable<JsonObject> Steps => json.Items("steps").Cast<JsonObject>();

    /// <summary>Further parameters of the creation.</summary>
    public JsonObject Create => json.Object("create") ?? JsonObject.Empty;

    /// <summary>What the recording's client asked of other services.</summary>
    public IEnumerable<JsonObject> OtherCalls => json.Items("otherCalls").Cast<JsonObject>();

    public bool IsExpress => json.Text("type") == "EXPRESS";

    /// <summary>Whether the execution is started by StartSyncExecution.</summary>
    public bool IsSync => json["sync"] is JsonBoolean { Value: true };

    /// <summary>The functions that the case has: what they are called and, in words, what they do.</summary>
    public IEnumerable<JsonObject> Functions => json.Items("functions").Cast<JsonObject>();

    /// <summary>Recorded values that are no answer to a call.</summary>
    public JsonObject AlsoCompared => json.Object("alsoCompared") ?? JsonObject.Empty;

    public JsonObject Expected => json.Object("expected")!;

    /// <summary>The parameters of the one call of a <c>validation</c> or <c>test-state</c> case.</summary>
    public JsonObject Request => json.Object("request")!;

    public string Definition => json.Text("definitionText") ?? json["definition"]!.ToString();

    /// <summary>The input as the recording's client wrote it.</summary>
    public string Input => json.Text("inputText") ?? PythonJson.Write(json["input"]!);

    /// <summary>Paths of what is left out of the comparison.</summary>
    public IEnumerable<string> NotCompared => json.Items("notCompared").Select(path => ((JsonString)path).Value);

    public IEnumerable<JsonObject> Replacements => json.Items("replacements").Cast<JsonObject>();

    /// <summary>The literal text for which the recording put a placeholder; null where it replaced none.</summary>
    public string? Original(string placeholder) => Replacements.FirstOrDefault(replacement => replacement.Text("by") == placeholder)?.Text("regex");
}
