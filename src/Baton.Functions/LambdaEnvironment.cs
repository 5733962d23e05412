using System.Globalization;

namespace Baton.Functions;

/// <summary>The variables that Lambda sets for a runtime, and that official runtimes ask for.</summary>
public static class LambdaEnvironment
{
    private const int DefaultMemoryMiB = 3008;

    /// <param name="name">What the function is kept under.</param>
    /// <param name="runtimeApi">Host and port of the Runtime API.</param>
    /// <param name="logStream">Which of the function's runtimes it is.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string name, string runtimeApi, int? memoryMiB, string logStream, string region)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (plain, version) = name.Split(':') is [var before, var qualifier] ? (before, qualifier) : (name, FunctionName.Latest);
        return
        [
            new("AWS_LAMBDA_RUNTIME_API", runtimeApi),
            new("AWS_LAMBDA_FUNCTION_NAME", plain),
            new("AWS_LAMBDA_FUNCTION_VERSION", version),
            new("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", (memoryMiB ?? DefaultMemoryMiB).ToString(CultureInfo.InvariantCulture)),
            new("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
            new("AWS_LAMBDA_LOG_GROUP_NAME", $"/aws/lambda/{plain}"),
            new("AWS_LAMBDA_LOG_STREAM_NAME", logStream),
            new("AWS_REGION", region),
            new("AWS_DEFAULT_REGION", region),
        ];
    }
}
