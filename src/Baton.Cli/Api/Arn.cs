namespace Baton.Cli.Api;

/// <summary>Reads and makes the ARNs that the command line needs.</summary>
internal static class Arn
{
    /// <summary>The account that Baton uses unless told otherwise.</summary>
    public const string DefaultAccount = "000000000000";

    public static bool IsArn(string text) => text.StartsWith("arn:", StringComparison.Ordinal);

    public static string Machine(string region, string name) => $"arn:aws:states:{region}:{DefaultAccount}:stateMachine:{name}";

    /// <summary>The Map Run that a text means, an ARN or <c>MACHINE/LABEL:ID</c>; null where it means something else.</summary>
    public static string? MapRun(string region, string text) => text.Split(':') switch
    {
        ["arn", _, _, _, _, "mapRun", ..] => text,
        ["arn", ..] => null,
        _ => text.Contains('/') ? $"arn:aws:states:{region}:{DefaultAccount}:mapRun:{text}" : null, // no machine's name has a slash
    };

    /// <summary>The execution of a machine, in the machine's account and region.</summary>
    public static string Execution(string machineArn, string name)
    {
        var parts = machineArn.Split(':');
        return $"{string.Join(':', parts[..5])}:execution:{parts[6]}:{name}";
    }

    /// <summary>The last part: a machine's, an execution's or an activity's name.</summary>
    public static string NameOf(string arn) => arn[(arn.LastIndexOf(':') + 1)..];

    /// <summary>The machine in an execution's ARN.</summary>
    public static string MachineOf(string executionArn) => executionArn.Split(':') is { Length: > 6 } parts ? parts[6] : executionArn;
}
