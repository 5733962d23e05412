using System.Text.Json;
using Baton.Json;
using Baton.Runtime;
using Baton.Store;
using Baton.WebConsole.Api;

namespace Baton.WebConsole.Testing;

/// <summary>Keeps tests of states for everybody who designs a machine. They stay when the machine is deleted: one of the same name has them again.</summary>
internal sealed class TestCases(WorkflowRuntime runtime)
{
    private const int CasesMax = 500;
    private const int NameCharactersMax = 120;
    private const int StateNameCharactersMax = 80;
    private const int RetryCountMax = 99_999_999; // that of MaxAttempts
    private static readonly JsonLimits Limits = new(bytesMax: 256 * 1024, JsonLimits.Default.DepthMax);
    private static readonly string[] Statuses = ["SUCCEEDED", "FAILED", "RETRIABLE", "CAUGHT_ERROR"];

    private readonly Gate _gate = new();

    /// <summary>All of a machine, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<TestCase>> ListAsync(string stateMachineArn, CancellationToken cancellationToken) =>
        [.. (await runtime.Store.ListRecordsAsync(new RecordQuery(RecordKind.TestCase, long.MaxValue, CasesMax) { Facets = [stateMachineArn] }, cancellationToken)).Reverse().Select(Read)];

    /// <exception cref="ConsoleException">It breaks a rule, its machine is not there, or another case of its state has its name.</exception>
    public async Task<TestCase> CreateAsync(TestCase test, CancellationToken cancellationToken)
    {
        test = Checked(test);
        using var inside = await _gate.EnterAsync(cancellationToken);
        if (await runtime.Machines.FindAsync(test.StateMachineArn, cancellationToken) is null) throw ConsoleException.NotFound($"There is no state machine '{test.StateMachineArn}'.");
        var others = await ListAsync(test.StateMachineArn, cancellationToken);
        if (others.Count == CasesMax) throw ConsoleException.Invalid($"The state machine has {CasesMax} test cases, which is the most there may be.");
        RefuseSameName(test, others);
        return await PutAsync(test with { Id = 1 + await runtime.Store.FindLastRecordIdAsync(RecordKind.TestCase, cancellationToken), Version = 1 });
    }

    /// <exception cref="ConsoleException">There is none of this id, it is another machine's, it breaks a rule, or another case of its state has its name.</exception>
    public async Task<TestCase> UpdateAsync(TestCase test, CancellationToken cancellationToken)
    {
        test = Checked(test);
        using var inside = await _gate.EnterAsync(cancellationToken);
        var stored = await FindAsync(test.Id, cancellationToken);
        if (stored.StateMachineArn != test.StateMachineArn) throw ConsoleException.Invalid($"stateMachineArn: the test case is of '{stored.StateMachineArn}', and stays there.");
        RefuseSameName(test, await ListAsync(test.StateMachineArn, cancellationToken));
        return await PutAsync(test with { Version = stored.Version + 1 });
    }

    /// <exception cref="ConsoleException">There is none of this id.</exception>
    public async Task DeleteAsync(long id, CancellationToken cancellationToken)
    {
        using var inside = await _gate.EnterAsync(cancellationToken);
        await FindAsync(id, cancellationToken);
        await runtime.Committer.CommitAsync(new StoreChange.RemoveRecord(RecordKind.TestCase, id));
    }

    private async Task<TestCase> FindAsync(long id, CancellationToken cancellationToken) =>
        await runtime.Store.FindRecordAsync(RecordKind.TestCase, id, cancellationToken) is { } record ? Read(record) : throw ConsoleException.NotFound($"There is no test case {id}; it may have been deleted.");

    private async Task<TestCase> PutAsync(TestCase test)
    {
        var record = new RecordRow { Kind = RecordKind.TestCase, Id = test.Id, Version = test.Version, Body = JsonSerializer.Serialize(test, TestCasesJson.Default.TestCase) };
        await runtime.Committer.CommitAsync(new StoreChange.PutRecord(record, [test.StateMachineArn]));
        return test;
    }

    private static TestCase Read(RecordRow record) => JsonSerializer.Deserialize(record.Body, TestCasesJson.Default.TestCase)! with { Id = record.Id, Version = record.Version };

    private static void RefuseSameName(TestCase test, IEnumerable<TestCase> others)
    {
        var isTaken = others.Any(other => other.Id != test.Id && other.StateName == test.StateName && other.Name.Equals(test.Name, StringComparison.OrdinalIgnoreCase));
        if (isTaken) throw ConsoleException.Conflict($"Another test case of '{test.StateName}' is called '{test.Name}'.");
    }

    private static TestCase Checked(TestCase test)
    {
        var name = test.Name.Trim();
        if (name.Length is 0 or > NameCharactersMax || name.Any(char.IsControl)) throw ConsoleException.Invalid($"name: expected 1 to {NameCharactersMax} characters without control characters.");
        if (test.StateName.Length is 0 or > StateNameCharactersMax) throw ConsoleException.Invalid($"stateName: expected 1 to {StateNameCharactersMax} characters.");
        CheckJson("input", test.Input);
        if (CheckJson("variables", test.Variables) is not (null or JsonObject)) throw ConsoleException.Invalid("variables is not a JSON object.");
        CheckJson("mock.result", test.Mock?.Result);
        CheckJson("expected.output", test.Expected.Output);
        if (test.Mock is { } mock && mock.Result is null == mock.ErrorOutput is null) throw ConsoleException.Invalid("mock: expected either result or errorOutput.");
        if (test.RetryCount is < 0 or > RetryCountMax) throw ConsoleException.Invalid($"retryCount: expected a whole number from 0 to {RetryCountMax}.");
        if (!Statuses.Contains(test.Expected.Status)) throw ConsoleException.Invalid($"expected.status is '{test.Expected.Status}'; expected one of {string.Join(", ", Statuses)}.");
        return test with { Name = name };
    }

    private static JsonData? CheckJson(string member, string? text)
    {
        try
        {
            return text is null ? null : JsonText.Parse(text, Limits).Value;
        }
        catch (JsonFormatException e)
        {
            throw ConsoleException.Invalid($"{member} is not JSON: {e.Message}");
        }
    }
}
