using System.Text;

namespace Baton.Store.Tests;

/// <summary>Rows and changes for tests: ordinary unless a test says otherwise.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static string Arn(long number) => $"arn:aws:states:eu-central-1:123456789012:execution:orders:order-{number}";

    public static ExecutionRow Running(long number, long version = 1, long machine = 1) => new()
    {
        Number = number,
        Arn = Arn(number),
        Partition = (int)(number % 64),
        StateMachineId = machine,
        Revision = 1,
        Status = ExecutionStatus.Running,
        StartedAt = Start.AddSeconds(number),
        Version = version,
    };

    public static ExecutionRow Closed(this ExecutionRow row, ExecutionStatus status = ExecutionStatus.Succeeded) =>
        row with { Status = status, StoppedAt = row.StartedAt.AddHours(1), WakeUpAt = null };

    /// <summary>The append that leads to <paramref name="row"/>, with one event for each version since.</summary>
    public static StoreChange.Append Append(ExecutionRow row, long expectedVersion = 0) =>
        new(row, expectedVersion, Epoch: 1, Bytes($"events {expectedVersion + 1} to {row.Version} of {row.Number}"));

    public static RecordRow Record(RecordKind kind, long id, int version = 1) => new()
    {
        Kind = kind, Id = id, Version = version, ExecutionNumber = id % 4, WakeUpAt = Start.AddMinutes(id), DueAt = id % 3 == 0 ? null : Start.AddHours(id), Priority = (int)(id % 5),
        SearchText = $"record {id} with a 100% ä_\\", Body = $$"""{"id":{{id}}}""",
    };

    public static ExpressExecutionRow Express(long number) => new(number, StateMachineId: number % 3 + 1, Revision: 2, Bytes($"start of {number}"));

    /// <summary>Two rows have the same text when they have the same values.</summary>
    public static string Text(ExpressExecutionRow row) => $"{row.Number} of {row.StateMachineId}/{row.Revision}: {Convert.ToHexString(row.Started.Span)}";

    public static string Text(ConnectionRow? row) => row is null ? "none" : $"{row with { Secrets = default }} {Convert.ToHexString(row.Secrets.Span)}";

    public static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static StateMachineRow Machine(long id, string region = "eu-central-1", int revision = 1) => new()
    {
        Id = id,
        Arn = $"arn:aws:states:{region}:123456789012:stateMachine:machine-{id}",
        Name = $"machine-{id}",
        Region = region,
        CreatedAt = Start.AddMinutes(id),
        Deleting = false,
        Revision = new()
        {
            StateMachineId = id,
            Number = revision,
            RevisionId = revision == 1 ? null : $"revision-{revision}",
            Definition = $$"""{ "Comment": "revision {{revision}} of {{id}}, gr\u00fc\u00dfe 🙂 ü" }""",
            RoleArn = "arn:aws:iam::123456789012:role/orders",
            Settings = """{ "type": "STANDARD" }""",
            CreatedAt = Start.AddMinutes(id + revision),
        },
    };

    public static StateMachineVersionRow Version(int number, long machine = 1) =>
        new(machine, number, Revision: number, number % 2 == 0 ? null : $"version {number}, größe", Start.AddMinutes(number));

    public static StateMachineAliasRow Alias(int number, long machine = 1) => new()
    {
        StateMachineId = machine,
        Number = number,
        Name = $"alias-{number}",
        Description = number % 2 == 0 ? null : "",
        First = new(1, number % 2 == 0 ? 100 : 30),
        Second = number % 2 == 0 ? null : new(2, 70),
        CreatedAt = Start.AddMinutes(number),
        UpdatedAt = Start.AddHours(number),
    };

    public static MapRunRow MapRun(long id, long execution) => new()
    {
        Id = id,
        Arn = $"arn:aws:states:eu-central-1:123456789012:mapRun:machine-1/label:run-{id}",
        ExecutionNumber = execution,
        Status = MapRunStatus.Running,
        StartedAt = Start.AddMinutes(id),
        Details = """{ "maxConcurrency": 5, "größe": "🙂" }""",
        Revision = Machine(id).Revision with { StateMachineId = id },
    };

    public static ConnectionRow Connection(long id, string region = "eu-central-1") => new(
        region, $"connection-{id}", $"arn:aws:events:{region}:123456789012:connection/connection-{id}/0000-{id}", Start.AddMinutes(id), """{"größe":"🙂"}""", Bytes($"sealed {id}"));

    public static ActivityRow Activity(long id, string region = "eu-central-1") =>
        new(id, $"arn:aws:states:{region}:123456789012:activity:activity-{id}", $"activity-{id}", region, Start.AddMinutes(id));

    public static FunctionRow Function(string name, string settings = """{"kind":"pull"}""") => new(name, settings, Start, Start.AddMinutes(name.Length));

    public static FunctionEventRow FunctionEvent(string id) =>
        new(id, "arn:aws:lambda:eu-central-1:123456789012:function:f", id.Length % 2 == 0 ? null : "e30=", Bytes($"event {id}"), Start.AddSeconds(id.Length));

    /// <summary>Two rows have the same text when they have the same values.</summary>
    public static string Text(FunctionEventRow row) => $"{row with { Payload = default }}: {Convert.ToHexString(row.Payload.Span)}";
}
