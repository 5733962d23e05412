using Baton.Engine.Execution;

namespace Baton.Runtime.Execution;

/// <summary>The executions that a partition keeps in memory: the ones touched last, and all that have commits under way.</summary>
internal sealed class HotExecutions(int countMax)
{
    /// <summary>How many that have ended stay, for late answers of workers and for whoever asks at once: their payloads are not needed any more.</summary>
    private const int EndedMax = 4;

    private readonly Queue<HotExecution> _ended = new();
    private readonly Dictionary<long, HotExecution> _byNumber = [];
    private readonly Dictionary<string, HotExecution> _byArn = [];
    private long _touches;

    public int Count => _byNumber.Count;

    public HotExecution? Find(long number) => Touch(_byNumber.GetValueOrDefault(number));

    public HotExecution? Find(string arn) => Touch(_byArn.GetValueOrDefault(arn));

    public void Add(HotExecution execution)
    {
        if (_byNumber.Count >= countMax) Evict();
        _byNumber[execution.Number] = execution;
        _byArn[execution.Arn] = execution;
        Touch(execution);
    }

    /// <summary>Takes note that an execution has ended: it leaves after a few others have.</summary>
    public void Ended(HotExecution execution)
    {
        _ended.Enqueue(execution);
        while (_ended.Count > EndedMax && Volatile.Read(ref _ended.Peek().Uncommitted) == 0)
        {
            var oldest = _ended.Dequeue();
            if (oldest.State.Status != RunStatus.Running && ReferenceEquals(_byNumber.GetValueOrDefault(oldest.Number), oldest)) Remove(oldest); // unless it was redriven
        }
    }

    public void Clear()
    {
        _ended.Clear();
        _byNumber.Clear();
        _byArn.Clear();
    }

    /// <summary>Makes room for a quarter: those that have ended go first, then those not touched for longest. Whatever waits for a commit stays.</summary>
    private void Evict()
    {
        var idle = _byNumber.Values.Where(execution => Volatile.Read(ref execution.Uncommitted) == 0);
        var leaving = idle.OrderBy(execution => execution.State.Status == RunStatus.Running).ThenBy(execution => execution.LastTouch).Take((countMax + 3) / 4).ToList();
        foreach (var execution in leaving) Remove(execution);
    }

    private void Remove(HotExecution execution)
    {
        _byNumber.Remove(execution.Number);
        if (_byArn.TryGetValue(execution.Arn, out var named) && ReferenceEquals(named, execution)) _byArn.Remove(execution.Arn);
    }

    private HotExecution? Touch(HotExecution? execution)
    {
        if (execution is { IsPurged: true })
        {
            Remove(execution);
            return null;
        }
        if (execution is not null) execution.LastTouch = ++_touches;
        return execution;
    }
}
