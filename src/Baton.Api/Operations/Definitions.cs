using Baton.Api.Protocol;
using Baton.Language;
using Baton.Store;

namespace Baton.Api.Operations;

/// <summary>Checks definitions before they are stored.</summary>
internal static class Definitions
{
    public const int LengthMax = 1_048_576;

    public static ParsedDefinition Parse(string definition, StateMachineType type) =>
        DefinitionParser.Parse(definition, new DefinitionOptions { Express = type == StateMachineType.Express });

    /// <exception cref="ApiException"><c>InvalidDefinition</c> with everything that is wrong.</exception>
    public static void Check(string definition, StateMachineType type)
    {
        var parsed = Parse(definition, type);
        if (parsed.Machine is null) throw Errors.InvalidDefinition(parsed.InvalidDefinitionMessage());
    }

    /// <exception cref="ApiException"><c>InvalidArn</c>.</exception>
    public static void CheckRole(string roleArn)
    {
        if (!roleArn.StartsWith("arn:", StringComparison.Ordinal)) throw Errors.InvalidArn($"Invalid ARN prefix: {roleArn}");
    }
}
