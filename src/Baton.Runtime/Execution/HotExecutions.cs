using Baton.Engine.Execution;

namespace Baton.Runtime.Execution;

/// <summary>The executions that a partition keeps in memory: the ones touched last, and all that have commits under way.</summary>
internal sealed class HotExecutions(int countMax)
{
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

    public void Clear()
    {
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
        if (execution is not null) execution.LastTouch = ++_touches;
        return execution;
    }
}
