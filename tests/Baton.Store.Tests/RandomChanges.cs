namespace Baton.Store.Tests;

/// <summary>Commits as a seed gives them: most of them fit what the store holds, some do not, and it knows which execution is at which version.</summary>
internal sealed class RandomChanges(int seed)
{
    private static readonly ExecutionStatus[] Closings =
        [ExecutionStatus.Succeeded, ExecutionStatus.Failed, ExecutionStatus.TimedOut, ExecutionStatus.Aborted];

    private readonly Random _random = new(seed);
    private Dictionary<long, ExecutionRow> _rows = [];
    private Dictionary<long, ExecutionRow> _pending = [];

    public IReadOnlyList<StoreChange> Next()
    {
        _pending = new(_rows);
        return [.. Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Change())];
    }

    /// <summary>To be called when the commit that <see cref="Next"/> gave was written.</summary>
    public void Committed() => _rows = _pending;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    public long Number() => _random.Next(1, _rows.Count + 3);

    public int Count() => _random.Next(1, 12);

    /// <summary>A time near those of the rows, at times between two milliseconds.</summary>
    public DateTimeOffset Time() => Given.Start.AddMilliseconds(_random.Next(40)).AddTicks(Pick(0, 0, 0, 1, 5000, 9999));

    private StoreChange Change() => _random.Next(100) switch
    {
        < 30 => Start(),
        < 85 when _pending.Count > 0 => Continue(),
        < 86 when _random.Next(2) == 0 => Version(),
        < 86 when _pending.Count > 0 => Remove(),
        < 87 => Alias(),
        < 89 => new StoreChange.PutStateMachine(Machine()),
        < 90 when _random.Next(2) == 0 => Record(),
        < 90 => new StoreChange.RemoveStateMachine(_random.Next(1, 6)),
        < 93 => new StoreChange.PutActivity(Given.Activity(_random.Next(1, 6), Region())),
        < 94 => new StoreChange.RemoveActivity(_random.Next(1, 6)),
        < 95 => Connection(),
        < 96 => new StoreChange.Group([new StoreChange.PutStateMachine(Machine()), Version()]),
        < 97 => new StoreChange.PutMapRun(MapRun()),
        < 98 when _random.Next(5) == 0 => Function(),
        < 98 when _random.Next(5) == 0 => new StoreChange.RemoveMapRun(_random.Next(8, 12)),
        < 98 => new StoreChange.PutExpressExecution(Given.Express(Number())),
        < 99 when _random.Next(2) == 0 => new StoreChange.RemoveExpressExecution(Number()),
        < 99 => Given.Append(Row(Number(), 7), expectedVersion: 6), // nearly never there
        _ => Start(),
    };

    private StoreChange Function() => _random.Next(4) switch
    {
        0 => new StoreChange.PutFunction(Given.Function(Pick("f", "F", "größe:live"), Pick("{}", """{"größe":"🙂"}"""))),
        1 => new StoreChange.RemoveFunction(Pick("f", "F", "größe:live")),
        2 => new StoreChange.PutFunctionEvent(Given.FunctionEvent(Pick("1", "22", "333"))),
        _ => new StoreChange.RemoveFunctionEvent(Pick("1", "22", "333")),
    };

    /// <summary>At times at a version that is not there, or for an execution that is removed later.</summary>
    private StoreChange Record()
    {
        var (kind, id) = (Pick(RecordKind.Task, RecordKind.Case), _random.Next(1, 9));
        if (_random.Next(6) == 0) return new StoreChange.RemoveRecord(kind, id);
        var row = Given.Record(kind, id, _random.Next(1, 4)) with { ExecutionNumber = _random.Next(2) == 0 ? null : _random.Next(1, 40), WakeUpAt = _random.Next(2) == 0 ? null : Time() };
        return new StoreChange.PutRecord(row, ["all", Pick("a", "b"), Pick("b", "c")]);
    }

    private StoreChange.Append Start()
    {
        var number = _random.Next(50) == 0 ? Number() : _pending.Keys.DefaultIfEmpty().Max() + 1; // at times one that is taken
        var row = Row(number, _random.Next(1, 4));
        _pending.TryAdd(number, row);
        var child = _random.Next(10) == 0 ? new MapRunChild((int)number - (_random.Next(20) == 0 ? 1 : 0), _random.Next(1, 1000)) : null; // at times one that is there
        return new(row, 0, Epoch: 1, Events()) { Child = child };
    }

    /// <summary>At times at a version that is not there any more.</summary>
    private StoreChange.RemoveExecution Remove()
    {
        var stored = _pending.Values.ElementAt(_random.Next(_pending.Count));
        _pending.Remove(stored.Number);
        if (_random.Next(20) == 0) stored = stored with { Version = stored.Version + 1 };
        return new(stored with { Status = ExecutionStatus.Failed, StoppedAt = Given.Start, WakeUpAt = null, OwedUntil = null })
        {
            ChildIndex = _random.Next(2) == 0 ? (int)stored.Number : null,
        };
    }

    private MapRunRow MapRun()
    {
        var run = Given.MapRun(_random.Next(8, 12), execution: _random.Next(1, 4));
        return _random.Next(2) == 0 ? run : run with { Status = Pick(MapRunStatus.Succeeded, MapRunStatus.Failed, MapRunStatus.Aborted), StoppedAt = Time(), Details = "{}" };
    }

    private StoreChange.Append Continue()
    {
        var stored = _pending.Values.ElementAt(_random.Next(_pending.Count));
        var version = _random.Next(40) == 0 ? stored.Version + 1 : stored.Version; // at times one that is not there
        if (_random.Next(10) == 0)
            return new(_pending[stored.Number] = Changing(stored with { Version = version }), version, Epoch: 1, default);
        var row = Changing(stored with { Version = version + _random.Next(1, 4) });
        _pending[row.Number] = row;
        var child = _random.Next(20) == 0 ? new MapRunChild((int)row.Number, 1, Redrive: _random.Next(1, 4)) : null; // at times one that is there
        return new(row, version, Epoch: 1, Events()) { Child = child };
    }

    private ExecutionRow Row(long number, long version) =>
        Changing(Given.Running(number, version, machine: _random.Next(1, 4)) with { Arn = Given.Arn(number / 2), Revision = _random.Next(1, 3), PublishedVersion = Pick<int?>(null, 1, 2), Alias = Pick(null, null, "a", "b") });

    private ExecutionRow Changing(ExecutionRow row)
    {
        row = row with { OwedUntil = Pick<DateTimeOffset?>(null, DateTimeOffset.MaxValue, Time()) };
        return _random.Next(4) == 0
            ? row with { Status = Pick(Closings), StoppedAt = Time(), WakeUpAt = null }
            : Redriven(row) with { Status = ExecutionStatus.Running, StoppedAt = null, WakeUpAt = Pick<DateTimeOffset?>(null, Time(), Time()) };
    }

    /// <summary>An execution that has ended runs again only when it is redriven.</summary>
    private ExecutionRow Redriven(ExecutionRow row) =>
        row.Status == ExecutionStatus.Running ? row : row with { RedriveCount = row.RedriveCount + 1, RedrivenAt = Time(), Revision = _random.Next(1, 3) };

    private StoreChange Version() => _random.Next(4) == 0
        ? new StoreChange.RemoveVersion(_random.Next(1, 6), _random.Next(1, 6))
        : new StoreChange.PutVersion(Given.Version(_random.Next(1, 6), _random.Next(1, 6)) with { Revision = _random.Next(1, 4) });

    private StoreChange Alias() => _random.Next(4) == 0
        ? new StoreChange.RemoveAlias(_random.Next(1, 6), _random.Next(1, 6))
        : new StoreChange.PutAlias(Given.Alias(_random.Next(1, 6), _random.Next(1, 6)) with { Name = Pick("a", "b", "c", "d") });

    private StoreChange Connection()
    {
        var row = Given.Connection(_random.Next(1, 6), Region());
        return _random.Next(3) == 0 ? new StoreChange.RemoveConnection(row.Region, row.Name) : new StoreChange.PutConnection(row with { Arn = Pick(row.Arn, row.Arn + "-2"), Secrets = Events() });
    }

    private StateMachineRow Machine()
    {
        var machine = Given.Machine(_random.Next(1, 6), Region(), _random.Next(1, 4)) with
        {
            Type = Pick(StateMachineType.Standard, StateMachineType.Express), LastVersion = _random.Next(3), LastAlias = _random.Next(3), Tags = Pick("{}", "{\"a\":\"\"}"),
        };
        return _random.Next(3) == 0 ? machine with { Deleting = true, Arn = Given.Machine(_random.Next(1, 6)).Arn } : machine;
    }

    private string Region() => Pick("eu-central-1", "us-east-1");

    private byte[] Events()
    {
        var bytes = new byte[_random.Next(20) == 0 ? _random.Next(1, 20_000) : _random.Next(1, 300)];
        _random.NextBytes(bytes);
        return bytes;
    }
}
