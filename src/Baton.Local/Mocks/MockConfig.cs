using System.Globalization;
using System.Text.RegularExpressions;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local.Mocks;

/// <summary>
/// The <c>MockConfigFile.json</c> of AWS Step Functions Local. As there, each call of a mocked task needs a response of its own: a
/// call that none is for ends the run.
/// </summary>
internal sealed partial class MockConfig(MockFindings findings, StateMachine machine)
{
    public const string Machines = "StateMachines";
    public const string Responses = "MockedResponses";
    private const string TestCases = "TestCases";

    private readonly AnswerReader _reader = new(findings);
    private readonly Dictionary<string, List<(int First, int Last, TaskAnswer Answer)>> _responses = [];

    // config = { "StateMachines": { MACHINE: { "TestCases": { CASE: { STATE: RESPONSE } } } }, "MockedResponses": { RESPONSE: response } }
    public TaskAnswers? Read(JsonObject root, string machineName, string? testCase)
    {
        foreach (var (name, _) in root)
        {
            if (name is not (Machines or Responses)) findings.Add($"/{name}", $"Expected {Machines} and {Responses} only");
        }
        var machines = Object(root, Machines, "");
        foreach (var (name, value) in Object(root, Responses, "") ?? JsonObject.Empty) _responses[name] = Response(value, $"/{Responses}/{name}");
        if (machines is null || Choose(machines, machineName, $"/{Machines}", "machine") is not { } machineAt) return null;
        var casesAt = $"/{Machines}/{machineAt}";
        if (machines[machineAt] is not JsonObject given || Object(given, TestCases, casesAt) is not { } cases)
        {
            if (machines[machineAt] is not JsonObject) findings.Add(casesAt, $"Expected an object with {TestCases}");
            return null;
        }
        return Choose(cases, testCase, $"{casesAt}/{TestCases}", "test case") is { } caseAt ? Answers(cases[caseAt]!, caseAt, $"{casesAt}/{TestCases}/{caseAt}") : null;
    }

    private JsonObject? Object(JsonObject around, string name, string location)
    {
        if (around[name] is JsonObject found) return found;
        findings.Add(around.Has(name) ? $"{location}/{name}" : location.Length == 0 ? "/" : location, $"Expected the object '{name}'");
        return null;
    }

    /// <summary>The name that is asked for; the only one there is, where none is asked for or machines are chosen from.</summary>
    private string? Choose(JsonObject from, string? name, string location, string kind)
    {
        if (name is not null && from.Has(name)) return name;
        var names = from.Select(property => property.Key).ToList();
        if (names is [var only] && (name is null || kind == "machine")) return only;
        var known = names.Count == 0 ? "there is none" : $"there is {string.Join(", ", names.Select(known => $"'{known}'"))}";
        findings.Add(location, name is null ? $"Say which {kind}: {known}" : $"There is no {kind} '{name}': {known}");
        return null;
    }

    // case = { STATE: RESPONSE }
    private TaskAnswers? Answers(JsonData given, string caseName, string location)
    {
        if (given is not JsonObject states)
        {
            findings.Add(location, "Expected an object of states and their responses");
            return null;
        }
        TaskAnswers answers = null!;
        answers = new TaskAnswers { Otherwise = (state, task) => throw new MissingMockException(state, task, Lack(states, state, caseName, answers.CallsOf(state))) };
        foreach (var (state, reference) in states)
        {
            var at = $"{location}/{state}";
            var task = MockedTask.Find(machine, state, at, findings);
            if (reference is not JsonString { Value: var response } || !_responses.TryGetValue(response, out var ranges)) findings.Add(at, $"Expected the name of one of {Responses}");
            else if (task is not null) ranges.ForEach(range => answers.Set(state, range.First, range.Last, AnswerReader.Fit(range.Answer, task)));
        }
        return answers;
    }

    private static string Lack(JsonObject states, string state, string caseName, int calls) => states[state] is JsonString { Value: var response }
        ? $"there is no mock of call {calls - 1}: add \"{calls - 1}\": {{\"Return\": …}} to '{response}' in {Responses} (calls count from 0, retries and iterations too)"
        : $"there is no mock: add \"{state}\" with the name of a response to the test case '{caseName}'";

    // response = { (NUMBER | NUMBER "-" NUMBER): answer }
    private List<(int First, int Last, TaskAnswer Answer)> Response(JsonData value, string location)
    {
        var ranges = new List<(int First, int Last, TaskAnswer Answer)>();
        if (value is not JsonObject response)
        {
            findings.Add(location, """Expected an object like {"0": {"Return": {}}, "1-2": {"Throw": {"Error": "…", "Cause": "…"}}}""");
            return ranges;
        }
        if (response.Count == 0) findings.Add(location, "Expected at least one answer");
        foreach (var (name, answer) in response)
        {
            var at = $"{location}/{name}";
            if (_reader.Read(answer, at) is not { } read) continue;
            if (Range(name) is not var (first, last)) findings.Add(at, "Expected the number of a call, like \"0\", or a range of them, like \"1-2\"");
            else if (ranges.Any(range => first <= range.Last && range.First <= last)) findings.Add(at, $"Another answer is for calls of {name} too");
            else ranges.Add((first, last, read));
        }
        return ranges;
    }

    private static (int First, int Last)? Range(string name)
    {
        if (Calls().Match(name) is not { Success: true, Groups: var groups }) return null;
        var last = groups["last"].Success ? groups["last"].Value : groups["first"].Value;
        return int.TryParse(groups["first"].Value, CultureInfo.InvariantCulture, out var from) && int.TryParse(last, CultureInfo.InvariantCulture, out var to) && from <= to ? (from, to) : null;
    }

    [GeneratedRegex(@"^(?<first>[0-9]+)(-(?<last>[0-9]+))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Calls();
}
