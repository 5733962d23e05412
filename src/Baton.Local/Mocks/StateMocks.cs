using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local.Mocks;

/// <summary>
/// The short form: the answers of each state under its name, one for each call and the last one repeated, or a single one. The
/// answer under <c>*</c> is for every task that has none of its own.
/// </summary>
internal sealed class StateMocks(MockFindings findings, StateMachine machine)
{
    private const string Others = "*";

    private readonly AnswerReader _reader = new(findings);

    // mocks = { (STATE | "*"): answer | [answer, …] }
    public TaskAnswers Read(JsonObject root, string? testCase)
    {
        if (testCase is not null) findings.Add("/", $"There is no test case '{testCase}': only a file with {MockConfig.Machines} and {MockConfig.Responses} has test cases");
        var others = root[Others] is { } given && !machine.States.ContainsKey(Others) ? _reader.Read(given, $"/{Others}") : null;
        var answers = new TaskAnswers
        {
            Otherwise = (state, task) => others is null
                ? throw new MissingMockException(state, task, $"there is no mock: add \"{state}\": {{\"Return\": …}} to the mock file")
                : AnswerReader.Fit(others, machine.States[state]),
        };
        foreach (var (name, value) in root)
        {
            if (name == Others && !machine.States.ContainsKey(Others)) continue;
            if (MockedTask.Find(machine, name, $"/{name}", findings) is { } task) answers.Add(name, [.. Answers(value, $"/{name}").Select(answer => AnswerReader.Fit(answer, task))]);
        }
        return answers;
    }

    private IEnumerable<TaskAnswer> Answers(JsonData value, string location)
    {
        if (value is not JsonArray items) return _reader.Read(value, location) is { } only ? [only] : [];
        if (items.Count == 0) findings.Add(location, "Expected at least one answer");
        return items.Select((item, index) => _reader.Read(item, $"{location}[{index}]")).OfType<TaskAnswer>();
    }
}
