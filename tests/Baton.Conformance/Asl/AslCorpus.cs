using Baton.Conformance.Api;
using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>Executions, refused definitions and validations as AWS recorded them.</summary>
public sealed class AslCorpus : ICorpus
{
    public string Name => "asl";

    public IEnumerable<CaseResult> Run(string folder) => Files(folder).Select(file =>
    {
        try
        {
            return Run(new AslCase((JsonObject)JsonFile.Read(file)));
        }
        catch (Exception e) when (e is JsonFormatException or InvalidCastException)
        {
            return new CaseResult(Path.GetRelativePath(folder, file), $"not a case: {e.Message}");
        }
    });

    /// <summary>The files of the index, or all of them where there is none.</summary>
    private static IEnumerable<string> Files(string folder)
    {
        var index = Path.Combine(folder, "index.json");
        return File.Exists(index)
            ? ((JsonObject)JsonFile.Read(index)).Items("cases").Cast<JsonObject>().Select(entry => Path.Combine(folder, entry.Text("file")!))
            : Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
    }

    private static CaseResult Run(AslCase test)
    {
        var service = test.Class is "core" or "lambda" || test.Needs.All(need => need is "logs") ? null : $"needs a service that is not here: {test.Class}";
        return test.Kind switch
        {
            "execution" when test.IsSync => CaseResult.Of(test.Id, () => ApiCase.Fault(test)),
            "execution" when service is null => CaseResult.Of(test.Id, () => ExecutionCase.Fault(test)),
            "execution" when ServiceCase.AppliesTo(test) => CaseResult.Of(test.Id, () => ServiceCase.Fault(test)),
            "execution" => CaseResult.Skipped(test.Id, service!),
            "create-error" when CreateErrorCase.IsAboutDefinition(test) => CaseResult.Of(test.Id, () => CreateErrorCase.Fault(test)),
            "validation" when !test.Expected.Has("error") => CaseResult.Of(test.Id, () => ValidationCase.Fault(test)),
            "api" or "validation" or "create-error" or "test-state" when ApiCase.CanRun(test) => CaseResult.Of(test.Id, () => ApiCase.Fault(test)),
            "api" or "validation" or "create-error" or "test-state" => CaseResult.Skipped(test.Id, "calls an operation that this program does not call, or needs a service that is not here"),
            var kind => CaseResult.Skipped(test.Id, $"kind '{kind}' is not known to this program"),
        };
    }
}
