using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Runtime.Tests.Registry;

public sealed class AliasRegistryTests
{
    private const string MachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    private readonly Harness _harness = new();

    public AliasRegistryTests()
    {
        _harness.Machine(Harness.WaitState(1));
        for (var seconds = 2; seconds < 4; seconds++)
        {
            _harness.Run(() => _harness.Runtime.Machines.UpdateAsync(
                MachineArn, before => before with { Definition = Harness.WaitState(seconds) }, new Publication(null), CancellationToken.None));
        }
    }

    [Fact]
    public void An_alias_is_created_once_and_stays_after_a_restart()
    {
        var alias = Stored(Create("prod", new(1, 100)));
        Assert.Equal(alias, Stored(Create("prod", new(1, 100))));
        _harness.Restart();
        Assert.Equal(alias, Find("prod"));
        Assert.Equal(2, Stored(Create("test", new(2, 100))).Number);
    }

    [Fact]
    public void Another_alias_of_the_same_name_is_refused()
    {
        Create("prod", new(1, 100));
        Assert.IsType<AliasResult.NameTaken>(Create("prod", new(2, 100)));
        Assert.IsType<AliasResult.NameTaken>(Create("prod", new(1, 100), description: "other"));
    }

    [Fact]
    public void An_alias_leads_to_versions_that_are_there()
    {
        Assert.Equal(new AliasResult.NoVersion(7), Create("prod", new(7, 100)));
        Assert.Equal(new AliasResult.NoVersion(8), Create("prod", new(1, 50), new(8, 50)));
        Create("prod", new(1, 100));
        Assert.Equal(new AliasResult.NoVersion(9), Update("prod", routing: new(new(9, 100), null)));
    }

    [Fact]
    public void An_update_changes_what_is_given()
    {
        var alias = Stored(Create("prod", new(1, 40), new(2, 60), "before"));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(alias with { Description = "after", UpdatedAt = _harness.Clock.GetUtcNow() }, Stored(Update("prod", "after")));
        Assert.Equal((new VersionRoute(2, 100), null, "after"), Routes(Stored(Update("prod", routing: new(new(2, 100), null)))));
        Assert.IsType<AliasResult.NoAlias>(Update("other", "x"));
    }

    [Fact]
    public void A_deleted_alias_is_not_found_and_its_number_is_not_given_out_again()
    {
        Create("prod", new(1, 100));
        Delete("prod");
        Delete("prod");
        Assert.Null(Find("prod"));
        Assert.Equal(2, Stored(Create("prod", new(1, 100))).Number);
    }

    [Fact]
    public void A_machine_has_no_more_aliases_than_allowed()
    {
        for (var i = 0; i < AliasRegistry.CountMax; i++) Stored(Create($"alias-{i}", new(1, 100)));
        Assert.IsType<AliasResult.TooMany>(Create("one-more", new(1, 100)));
        Delete("alias-5");
        Assert.IsType<AliasResult.Stored>(Create("one-more", new(1, 100)));
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(0, 100)]
    [InlineData(90, 10)]
    [InlineData(50, 50)]
    public void Starts_are_shared_out_by_weight(int first, int second)
    {
        var alias = Stored(Create("prod", new(1, first), new(2, second)));
        const int Starts = 20_000;
        var share = Enumerable.Range(0, Starts).Count(_ => _harness.Runtime.Aliases.Choose(alias) == 1) * 100.0 / Starts;
        Assert.InRange(share, first == 0 ? 0 : first - 2, first == 100 ? 100 : first == 0 ? 0 : first + 2);
    }

    private static (VersionRoute, VersionRoute?, string?) Routes(StateMachineAliasRow alias) => (alias.First, alias.Second, alias.Description);

    private static StateMachineAliasRow Stored(AliasResult result) => Assert.IsType<AliasResult.Stored>(result).Alias;

    private StateMachineAliasRow? Find(string name) => _harness.Run(async () =>
    {
        var machine = await _harness.Runtime.Machines.FindAsync(MachineArn, CancellationToken.None);
        return await _harness.Runtime.Aliases.FindAsync(machine!, name, CancellationToken.None);
    });

    private AliasResult Create(string name, VersionRoute first, VersionRoute? second = null, string? description = null) =>
        _harness.Run(() => _harness.Runtime.Aliases.CreateAsync(MachineArn, name, description, new AliasRouting(first, second), CancellationToken.None));

    private AliasResult Update(string name, string? description = null, AliasRouting? routing = null) =>
        _harness.Run(() => _harness.Runtime.Aliases.UpdateAsync(MachineArn, name, description, routing, CancellationToken.None));

    private void Delete(string name) => _harness.Run(() => _harness.Runtime.Aliases.DeleteAsync(MachineArn, name, CancellationToken.None));
}
