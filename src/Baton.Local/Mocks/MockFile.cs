using System.Text;
using Baton.Json;
using Baton.Language;
using Baton.Language.Model;
using Baton.Language.Text;

namespace Baton.Local.Mocks;

/// <summary>What a mock file means for one machine.</summary>
/// <param name="Answers">The answers of its tasks; null when something is wrong.</param>
/// <param name="Findings">What is wrong with the file, with lines and columns of its JSON text.</param>
public sealed record MockFile(TaskAnswers? Answers, IReadOnlyList<Diagnostic> Findings)
{
    /// <summary>The code of findings about mock files.</summary>
    public const string InvalidMock = "INVALID_MOCK";

    /// <summary>
    /// Reads a mock file in one of two forms: <c>{"StateName": answer | [answer, …], "*": answer}</c>, or the
    /// <c>MockConfigFile.json</c> of AWS Step Functions Local, which is told by its <c>StateMachines</c> and <c>MockedResponses</c>.
    /// An answer is <c>{"Return": result}</c>, <c>{"Throw": {"Error": …, "Cause": …}}</c> or <c>{"Silence": true}</c>.
    /// </summary>
    /// <param name="json">The file's text.</param>
    /// <param name="machine">The machine whose tasks are answered.</param>
    /// <param name="machineName">Which of the file's machines it is; the only one will do whatever its name is. The second form only.</param>
    /// <param name="testCase">Which of the machine's test cases; may be left out where there is one. The second form only.</param>
    public static MockFile Read(string json, StateMachine machine, string machineName, string? testCase = null)
    {
        var findings = new MockFindings();
        if (Parse(json, findings) is not { } root) return new MockFile(null, findings.Items);
        var utf8 = Encoding.UTF8.GetBytes(json);
        foreach (var (location, name) in DocumentScan.RepeatedFields(utf8)) findings.Add($"{location.TrimEnd('/')}/{name}", $"'{name}' is there more than once");
        var answers = root.Has(MockConfig.Machines) || root.Has(MockConfig.Responses)
            ? new MockConfig(findings, machine).Read(root, machineName, testCase)
            : new StateMocks(findings, machine).Read(root, testCase);
        return findings.Items.Count == 0 ? new MockFile(answers, []) : new MockFile(null, DocumentScan.Placed(findings.Items, utf8));
    }

    /// <summary>The answers where there is no mock file: none, and the first task that calls says so.</summary>
    public static TaskAnswers NoAnswers() => new()
    {
        Otherwise = (state, task) => throw new MissingMockException(state, task, $"there is no mock: put {{\"{state}\": {{\"Return\": …}}}} into a mock file"),
    };

    private static JsonObject? Parse(string json, MockFindings findings)
    {
        try
        {
            if (JsonFault.Of(json) is { } fault) findings.Add(null, fault.Message, fault.Line, fault.Column);
            else if (JsonData.Parse(json, new JsonLimits(JsonLimits.Default.BytesMax, DefinitionParser.DepthMax)) is JsonObject root) return root;
            else findings.Add("/", "Expected an object");
        }
        catch (JsonFormatException e)
        {
            findings.Add(null, e.Message, (int)e.Line, (int)e.Column); // JSON, but deeper or larger than we read
        }
        return null;
    }
}
