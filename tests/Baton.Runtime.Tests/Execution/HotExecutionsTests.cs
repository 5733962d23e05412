using Baton.Engine.Execution;
using Baton.Runtime.Execution;

namespace Baton.Runtime.Tests.Execution;

public sealed class HotExecutionsTests
{
    private readonly HotExecutions _hot = new(countMax: 8);

    [Fact]
    public void What_was_touched_last_stays()
    {
        for (var number = 1; number <= 8; number++) Add(number);
        Assert.NotNull(_hot.Find(1));
        Add(9);
        Assert.Null(_hot.Find(2));
        Assert.All([1L, 8L, 9L], number => Assert.NotNull(_hot.Find(number)));
    }

    [Fact]
    public void What_has_ended_leaves_first()
    {
        for (var number = 1; number <= 8; number++) Add(number, isEnded: number > 6);
        Add(9);
        Assert.All([7L, 8L], number => Assert.Null(_hot.Find(number)));
        Assert.All([1L, 6L, 9L], number => Assert.NotNull(_hot.Find(number)));
    }

    [Fact]
    public void Of_those_that_have_ended_a_few_stay_until_their_commits_are_through()
    {
        var ended = Enumerable.Range(1, 7).Select(number => Add(number, isEnded: true, uncommitted: 1)).ToList();
        foreach (var execution in ended) _hot.Ended(execution);
        Assert.All(ended, execution => Assert.NotNull(_hot.Find(execution.Number)));

        foreach (var execution in ended) execution.Uncommitted = 0;
        _hot.Ended(Add(8, isEnded: true));
        Assert.Equal([5L, 6L, 7L, 8L], Enumerable.Range(1, 8).Select(number => (long)number).Where(number => _hot.Find(number) is not null));
    }

    [Fact]
    public void One_that_goes_on_after_its_end_stays()
    {
        var redriven = Add(1, isEnded: true);
        _hot.Ended(redriven);
        redriven.State = ExecutionState.Initial with { Status = RunStatus.Running };
        for (var number = 2; number <= 7; number++) _hot.Ended(Add(number, isEnded: true));
        Assert.NotNull(_hot.Find(1));
    }

    [Fact]
    public void What_waits_for_a_commit_stays_whatever_comes()
    {
        for (var number = 1; number <= 8; number++) Add(number, uncommitted: 1);
        for (var number = 9; number <= 50; number++) Add(number);
        for (var number = 1L; number <= 8; number++)
        {
            Assert.NotNull(_hot.Find(number));
            Assert.NotNull(_hot.Find($"arn:{number}"));
        }
        Assert.InRange(_hot.Count, 8, 16);
    }

    [Fact]
    public void What_leaves_is_not_found_by_its_name_either()
    {
        for (var number = 1; number <= 9; number++) Add(number);
        Assert.Null(_hot.Find("arn:1"));
        Assert.NotNull(_hot.Find("arn:9"));
    }

    private HotExecution Add(long number, bool isEnded = false, int uncommitted = 0)
    {
        var execution = new HotExecution(number, $"arn:{number}", 1, 1, null)
        {
            State = ExecutionState.Initial with { Status = isEnded ? RunStatus.Succeeded : RunStatus.Running },
            Uncommitted = uncommitted,
        };
        _hot.Add(execution);
        return execution;
    }
}
