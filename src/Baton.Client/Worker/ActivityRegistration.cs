using System.Text.Json;

namespace Baton.Client.Worker;

/// <summary>One activity of a worker: what it is called and what does it.</summary>
/// <param name="NameOrArn">As the user gave it.</param>
/// <param name="Handle">From JSON text to JSON text, both in UTF-8.</param>
internal sealed record ActivityRegistration(string NameOrArn, ActivityOptions Options, Func<byte[], ActivityContext, Task<byte[]>> Handle)
{
    public static ActivityRegistration Of<TInput, TOutput>(
        string nameOrArn, ActivityOptions options, Func<JsonSerializerOptions> json, Func<TInput, ActivityContext, Task<TOutput>> handler) =>
        new(nameOrArn, options, async (text, context) =>
        {
            var input = JsonSerializer.Deserialize<TInput>(text, json());
            // A handler asks for null by a nullable type; whether it did cannot be seen here, so JSON's null is handed on.
            var output = await handler(input!, context);
            return JsonSerializer.SerializeToUtf8Bytes(output, json());
        });
}
