using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Baton.Functions;

/// <summary>Who runs a function.</summary>
[JsonConverter(typeof(FunctionKindConverter))]
public enum FunctionKind
{
    /// <summary>Runtimes that are started elsewhere and ask for work: the Lambda Runtime API, on a port of the function's own.</summary>
    Pull,

    /// <summary>An HTTP endpoint that takes invocations, as container images with the runtime interface emulator do.</summary>
    Push,

    /// <summary>A command that the server starts and keeps running.</summary>
    Hosted,

    /// <summary>AWS Lambda, or an emulator of it: the Invoke API.</summary>
    Forward,
}

/// <summary>How a function is run. What a kind has no use for is refused.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed partial record FunctionSettings
{
    private const int TimeoutSecondsMax = 7 * 24 * 3600;
    private const int WaitSecondsMax = 24 * 3600;
    private const int ConcurrencyMax = 1_000;

    public required FunctionKind Kind { get; init; }

    public string? Description { get; init; }

    /// <summary>How long an invocation may run, in seconds, from 1 to 604,800. Default 60.</summary>
    public int TimeoutSeconds { get; set; } = 60; // set, because what a reader finds missing leaves no default to an init

    /// <summary>How long an invocation waits until somebody is free to run it, in seconds, from 0 to 86,400; then it is refused with <c>TooManyRequestsException</c>. Default 60.</summary>
    public int WaitSeconds { get; set; } = 60;

    /// <summary>Push, forward: how many invocations run at once; hosted: how many workers. From 1 to 1,000, default 1. Of a pull function as many run as runtimes ask.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Pull: the port on which the Runtime API is served. Default one that was free when the function was added; it is kept.</summary>
    public int? Port { get; init; }

    /// <summary>Push: where invocations are posted; an address without a path gets the one of the Invoke API. Forward: the base address of the service; default that of <c>Baton:Endpoints:lambda</c>.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>Hosted: the program and its arguments.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Hosted: the folder in which the command is started. Default the server's own.</summary>
    public string? Directory { get; init; }

    /// <summary>Hosted: variables of the environment, beside those of Lambda. Nothing of the server's own environment but PATH, HOME and the like reaches a function.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    /// <summary>Hosted: what <c>_HANDLER</c> says.</summary>
    public string? Handler { get; init; }

    /// <summary>Hosted: how much memory a worker may take, in MiB, from 16 on; one that takes more is killed. Default no limit.</summary>
    public int? MemoryMiB { get; init; }

    internal TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    internal TimeSpan Wait => TimeSpan.FromSeconds(WaitSeconds);

    /// <summary>Reads settings as they were sent.</summary>
    /// <exception cref="FunctionSettingsException">They cannot be read, or break a rule.</exception>
    public static FunctionSettings Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var settings = JsonSerializer.Deserialize(json, FunctionJson.Default.FunctionSettings) ?? throw new FunctionSettingsException("The settings are null; expected an object.");
            settings.Check();
            return settings;
        }
        catch (JsonException e)
        {
            throw new FunctionSettingsException($"The settings cannot be read{(e.Path is { Length: > 2 } path ? $" at '{path[2..]}'" : "")}: it is no setting, or its value is of the wrong type. Settings are {Names}.", e);
        }
    }

    public static FunctionSettings Parse(string json) => JsonSerializer.Deserialize(json, FunctionJson.Default.FunctionSettings)!;

    public string ToJson() => JsonSerializer.Serialize(this, FunctionJson.Default.FunctionSettings);

    /// <exception cref="FunctionSettingsException">Rules are broken; the message names all of them.</exception>
    public void Check()
    {
        var faults = Faults().ToList();
        if (faults.Count > 0) throw new FunctionSettingsException(string.Join(" ", faults));
    }

    private static string Names => string.Join(", ", FunctionJson.Default.FunctionSettings.Properties.Where(property => property.Get is not null).Select(property => property.Name));

    private IEnumerable<string> Faults()
    {
        if (TimeoutSeconds is < 1 or > TimeoutSecondsMax) yield return $"timeoutSeconds is {TimeoutSeconds}; expected 1 to {TimeoutSecondsMax}.";
        if (WaitSeconds is < 0 or > WaitSecondsMax) yield return $"waitSeconds is {WaitSeconds}; expected 0 to {WaitSecondsMax}.";
        if (Concurrency is < 1 or > ConcurrencyMax) yield return $"concurrency is {Concurrency}; expected 1 to {ConcurrencyMax}.";
        if (Port is < 1 or > ushort.MaxValue) yield return $"port is {Port}; expected 1 to {ushort.MaxValue}.";
        if (MemoryMiB is < 16) yield return $"memoryMiB is {MemoryMiB}; expected at least 16.";
        if (Endpoint is { } endpoint && (!endpoint.IsAbsoluteUri || endpoint.Scheme is not ("http" or "https") || endpoint.UserInfo.Length > 0))
            yield return $"endpoint is '{endpoint}'; expected an address like http://127.0.0.1:9000, without user and password.";
        if (Kind == FunctionKind.Hosted && Command is not [{ Length: > 0 }, ..]) yield return "command is missing; a hosted function needs the program to start.";
        if (Endpoint is null && Kind == FunctionKind.Push) yield return "endpoint is missing; a push function needs the address that takes its invocations.";
        if (Command?.Any(part => !IsText(part)) == true) yield return "command has an argument that is null or contains the character U+0000.";
        if (Directory is not null && (Directory.Length == 0 || !IsText(Directory))) yield return "directory is empty or contains the character U+0000.";
        if (Handler is not null && !IsText(Handler)) yield return "handler contains the character U+0000.";
        foreach (var name in Environment?.Keys.Where(name => !VariableName().IsMatch(name)) ?? []) yield return $"environment has '{name}', which is no name of a variable.";
        foreach (var (name, _) in Environment?.Where(variable => !IsText(variable.Value)) ?? []) yield return $"environment has '{name}' with a value that is null or contains the character U+0000.";
        foreach (var (name, isSet, kinds) in OfKinds())
        {
            if (isSet && !kinds.Contains(Kind)) yield return $"{name} is not for a {JsonNamingPolicy.CamelCase.ConvertName(Kind.ToString())} function.";
        }
    }

    /// <summary>Whether a text reaches a program as it is: there it ends at the first U+0000.</summary>
    private static bool IsText(string? text) => text?.Contains('\0', StringComparison.Ordinal) == false;

    private (string Name, bool IsSet, FunctionKind[] Kinds)[] OfKinds() =>
    [
        ("concurrency", Concurrency is not null, [FunctionKind.Push, FunctionKind.Hosted, FunctionKind.Forward]),
        ("port", Port is not null, [FunctionKind.Pull]),
        ("endpoint", Endpoint is not null, [FunctionKind.Push, FunctionKind.Forward]),
        ("command", Command is not null, [FunctionKind.Hosted]),
        ("directory", Directory is not null, [FunctionKind.Hosted]),
        ("environment", Environment is not null, [FunctionKind.Hosted]),
        ("handler", Handler is not null, [FunctionKind.Hosted]),
        ("memoryMiB", MemoryMiB is not null, [FunctionKind.Hosted]),
    ];

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex VariableName();
}

/// <summary>Settings of a function that cannot be; the message names each and the reason.</summary>
public sealed class FunctionSettingsException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Kinds are written in lower case.</summary>
public sealed class FunctionKindConverter() : JsonStringEnumConverter<FunctionKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);
