using Baton.Json;

namespace Baton.Conformance.Asl;

/// <summary>Executions and refused definitions as AWS recorded them.</summary>
public sealed class AslCorpus : ICorpus
{
    public string Name => "asl";

    public IEnumerable<CaseResult> Run(string folder)
    {
        foreach (var entry in ((JsonObject)JsonFile.Read(Path.Combine(folder, "index.json"))).Items("cases").Cast<JsonObject>())
        {
            var test = new AslCase((JsonObject)JsonFile.Read(Path.Combine(folder, entry.Text("file")!)));
            if (RunnerOf(test) is { } fault) yield return CaseResult.Of(test.Id, () => fault(test));
        }
    }

    /// <summary>How a case is run; null where it is for tests of the API or needs a service that is not here.</summary>
    private static Func<AslCase, string?>? RunnerOf(AslCase test) => test.Kind switch
    {
        "execution" when test.Class is "core" or "lambda" => ExecutionCase.Fault,
        "execution" when ServiceCase.AppliesTo(test) => ServiceCase.Fault,
        "create-error" when CreateErrorCase.IsAboutDefinition(test) => CreateErrorCase.Fault,
        _ => null,
    };
}
