using System.Text;
using System.Text.Json;

namespace Baton.Load.Http;

/// <summary>The calls that prepare work; what is measured makes its requests itself.</summary>
internal static class Api
{
    private const string RoleArn = "arn:aws:iam::000000000000:role/baton";

    /// <returns>The ARN.</returns>
    public static async Task<string> CreateStateMachineAsync(this ApiConnection api, string name, string definition) =>
        Arn(await api.CallAsync(Operation.CreateStateMachine, $$"""{"name":{{Json(name)}},"definition":{{Json(definition)}},"roleArn":"{{RoleArn}}"}"""), "stateMachineArn");

    /// <returns>The ARN.</returns>
    public static async Task<string> CreateActivityAsync(this ApiConnection api, string name) =>
        Arn(await api.CallAsync(Operation.CreateActivity, $$"""{"name":{{Json(name)}}}"""), "activityArn");

    /// <summary>The body of a StartExecution with this input and no name.</summary>
    public static byte[] StartBody(string stateMachineArn, string input) => Encoding.UTF8.GetBytes($$"""{"stateMachineArn":{{Json(stateMachineArn)}},"input":{{Json(input)}}}""");

    /// <summary>A text as JSON.</summary>
    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";

    private static string Arn(ReadOnlyMemory<byte> answer, string member)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty(member).GetString()!;
    }
}
