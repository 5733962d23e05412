using Baton.Language;

namespace Baton.Conformance.Asl;

/// <summary>A definition that AWS refused has to be refused in the same words.</summary>
internal static class CreateErrorCase
{
    public static string? Fault(AslCase test)
    {
        var parsed = DefinitionParser.Parse(test.Definition, new DefinitionOptions { Express = test.IsExpress });
        if (!parsed.HasErrors) return "accepted, but AWS refused it";
        var error = test.Expected.Object("error");
        if (error?.Text("Code") != "InvalidDefinition") return null; // the API's own checks word these
        var (expected, actual) = (error.Text("Message"), parsed.InvalidDefinitionMessage());
        return expected == actual ? null : $"\n    expected {expected}\n    found    {actual}";
    }
}
