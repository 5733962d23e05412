using Baton.Json;
using Baton.Language;

namespace Baton.Conformance.Asl;

/// <summary>A definition that AWS refused has to be refused in the same words.</summary>
internal static class CreateErrorCase
{
    /// <summary>How the few messages start that LocalStack made up itself; that the definition is refused is all they tell of AWS.</summary>
    private const string LocalStacksOwn = "Error=ValueError";

    /// <summary>Whether the definition was refused, and not another part of the request.</summary>
    public static bool IsAboutDefinition(AslCase test) => Error(test)?.Text("Code") == "InvalidDefinition";

    private static JsonObject? Error(AslCase test) => test.Expected.Object("error");

    public static string? Fault(AslCase test)
    {
        var parsed = DefinitionParser.Parse(test.Definition, new DefinitionOptions { Express = test.IsExpress });
        if (!parsed.HasErrors) return "accepted, but AWS refused it";
        var (expected, actual) = (Error(test)!.Text("Message")!, Replacements.Apply(test, parsed.InvalidDefinitionMessage()));
        if (expected.StartsWith(LocalStacksOwn, StringComparison.Ordinal)) return null;
        return new Placeholders().Matches(expected, actual) ? null : $"\n    expected {expected}\n    found    {actual}";
    }
}
