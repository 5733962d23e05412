namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Express_executions_that_have_not_ended_are_listed_by_number_page_by_page()
    {
        await CommitAsync([.. Enumerable.Range(1, 5).Select(number => new StoreChange.PutExpressExecution(Given.Express(number)))]);
        await CommitAsync(new StoreChange.RemoveExpressExecution(3), new StoreChange.RemoveExpressExecution(99));

        Assert.Equal([Text(1), Text(2)], await ExpressAsync(after: 0, countMax: 2));
        Assert.Equal([Text(4), Text(5)], await ExpressAsync(after: 2, countMax: 100));
        Assert.Empty(await ExpressAsync(after: 5, countMax: 100));
    }

    [Fact]
    public async Task An_Express_execution_is_no_other_execution_but_takes_its_number()
    {
        await CommitAsync(new StoreChange.PutExpressExecution(Given.Express(7)));
        Assert.Null(await FindAsync(7));
        Assert.Empty(await Store.ListExecutionsAsync(new(1, null, long.MaxValue, 10), Cancel));
        Assert.False(await Store.HasOpenExecutionsAsync(1, Cancel));

        await CommitAsync(new StoreChange.RemoveExpressExecution(7));
        await ReopenAsync();
        Assert.Equal(7, Store.Status.LastNumber);
    }

    [Fact]
    public async Task An_Express_execution_and_its_end_survive_a_crash()
    {
        await CommitAsync(new StoreChange.PutExpressExecution(Given.Express(1)), new StoreChange.PutExpressExecution(Given.Express(2)));
        await CommitAsync(new StoreChange.RemoveExpressExecution(1));
        await CrashAsync();
        Assert.Equal([Text(2)], await ExpressAsync(after: 0, countMax: 100));
    }

    private async Task<string[]> ExpressAsync(long after, int countMax) => [.. (await Store.ListExpressExecutionsAsync(after, countMax, Cancel)).Select(Given.Text)];

    private static string Text(long number) => Given.Text(Given.Express(number));
}
