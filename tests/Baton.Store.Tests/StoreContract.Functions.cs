namespace Baton.Store.Tests;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_function_is_written_replaced_and_removed()
    {
        await CommitAsync(new StoreChange.PutFunction(Given.Function("resize")));
        Assert.Equal([Given.Function("resize")], await Store.ListFunctionsAsync("", 10, Cancel));

        var replaced = Given.Function("resize", """{"größe":"\u0000"}""") with { UpdatedAt = Given.Start.AddDays(1) };
        await CommitAsync(new StoreChange.PutFunction(replaced));
        Assert.Equal([replaced], await Store.ListFunctionsAsync("", 10, Cancel));

        await CommitAsync(new StoreChange.RemoveFunction("resize"), new StoreChange.RemoveFunction("none"));
        Assert.Empty(await Store.ListFunctionsAsync("", 10, Cancel));
    }

    [Fact]
    public async Task Functions_are_listed_in_the_order_of_the_code_points_of_their_names()
    {
        string[] names = ["a", "B", "b:live", "a-b", "ab"];
        await CommitAsync([.. names.Select(name => new StoreChange.PutFunction(Given.Function(name)))]);
        Assert.Equal(["B", "a", "a-b", "ab", "b:live"], (await Store.ListFunctionsAsync("", 10, Cancel)).Select(row => row.Name));
        Assert.Equal(["a-b", "ab"], (await Store.ListFunctionsAsync("a", 2, Cancel)).Select(row => row.Name));
    }

    [Fact]
    public async Task An_event_that_a_function_owes_is_written_once_and_stays_until_it_is_removed()
    {
        await CommitAsync(new StoreChange.PutFunctionEvent(Given.FunctionEvent("b")), new StoreChange.PutFunctionEvent(Given.FunctionEvent("aa")));
        await CommitAsync(new StoreChange.PutFunctionEvent(Given.FunctionEvent("b") with { Payload = Given.Bytes("another") }), new StoreChange.RemoveFunction("f"));
        Assert.Equal([Given.Text(Given.FunctionEvent("aa")), Given.Text(Given.FunctionEvent("b"))], (await Store.ListFunctionEventsAsync("", 10, Cancel)).Select(Given.Text));
        Assert.Equal([Given.Text(Given.FunctionEvent("b"))], (await Store.ListFunctionEventsAsync("aa", 10, Cancel)).Select(Given.Text));

        await CommitAsync(new StoreChange.RemoveFunctionEvent("b"), new StoreChange.RemoveFunctionEvent("none"));
        Assert.Equal(["aa"], (await Store.ListFunctionEventsAsync("", 10, Cancel)).Select(row => row.RequestId));
    }
}
