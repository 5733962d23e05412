using System.Globalization;

namespace Baton.Api.Protocol;

/// <summary>The ARNs of machines, executions and activities: <c>arn:PARTITION:states:REGION:ACCOUNT:TYPE:NAME…</c>.</summary>
internal sealed record Arn(string Partition, string Region, string Account, string Type, string Resource)
{
    public const string StateMachine = "stateMachine";
    public const string Execution = "execution";
    public const string Express = "express";
    public const string Activity = "activity";
    public const string MapRun = "mapRun";

    private static readonly string[] Types = [StateMachine, Execution, Activity, Express, MapRun];

    /// <summary>Reads an ARN of one type.</summary>
    /// <exception cref="ApiException"><c>InvalidArn</c>.</exception>
    public static Arn Parse(string text, string type)
    {
        var parts = text.Split(':', 7);
        if (parts.Length < 3 || parts[0] != "arn" || !parts[1].StartsWith("aws", StringComparison.Ordinal) || parts[2] != "states")
        {
            throw Errors.InvalidArn($"Invalid ARN prefix: {text}");
        }
        if (parts.Length < 7 || parts[3].Length == 0 || parts[6].Length == 0) throw Errors.InvalidArn($"Invalid ARN: {text}");
        if (!Types.Contains(parts[5])) throw Errors.InvalidArn($"Invalid ARN resource type: {text}");
        if (parts[5] != type) throw Errors.InvalidArn($"Resource type not valid in this context: {parts[5]}");
        return new Arn(parts[1], parts[3], parts[4], parts[5], parts[6]);
    }

    /// <summary>Reads the ARN of an execution that can be described: any but an Express one that is not the child of a Map Run.</summary>
    /// <exception cref="ApiException"><c>InvalidArn</c>.</exception>
    public static Arn ParseDescribable(string text) => Parse(text, TypeOf(text) == Express && text.Contains('/') ? Express : Execution);

    /// <summary>The type that a text names where an ARN has it, whatever else is wrong with it.</summary>
    public static string? TypeOf(string text) => text.Split(':', 7).ElementAtOrDefault(5);

    public static Arn Of(ApiCaller caller, string type, string resource) => new("aws", caller.Region, ApiCaller.Account, type, resource);

    /// <summary>The name of this execution; after that of an Express one comes what makes its ARN unique.</summary>
    public string ExecutionName => Resource.Split(':')[1];

    /// <summary>The ARN of an execution of this machine.</summary>
    public Arn ExecutionOf(string executionName) => this with { Type = Execution, Resource = $"{Resource}:{executionName}" };

    /// <summary>The ARN of a version of this machine.</summary>
    public string Qualified(int version) => string.Create(CultureInfo.InvariantCulture, $"{this}:{version}");

    /// <summary>The ARN of an alias of this machine.</summary>
    public string Qualified(string alias) => $"{this}:{alias}";

    public override string ToString() => $"arn:{Partition}:states:{Region}:{Account}:{Type}:{Resource}";
}
