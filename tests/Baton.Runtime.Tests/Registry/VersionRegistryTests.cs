using Baton.Runtime.Execution;
using Baton.Runtime.Registry;
using Baton.Store;

namespace Baton.Runtime.Tests.Registry;

public sealed class VersionRegistryTests
{
    private const string MachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    private readonly Harness _harness = new();

    [Fact]
    public void A_revision_is_published_once()
    {
        _harness.Machine(Harness.WaitState(1));
        var version = Published(Publish("first"));
        Assert.Equal((1, 1, "first"), (version.Number, version.Revision, version.Description));
        Assert.Equal(version, Published(Publish("again")));
        _harness.Restart();
        Assert.Equal(version, Published(Publish("again")));
    }

    [Fact]
    public void Numbers_rise_and_are_never_given_out_again()
    {
        var machine = _harness.Machine(Harness.WaitState(1));
        Publish();
        Update(2);
        Assert.Equal(2, Published(Publish()).Number);
        Assert.Empty(DeleteVersion(2));
        _harness.Restart();
        Assert.Equal(3, Published(Publish()).Number);
        Assert.Equal([3, 1], _harness.Run(() => _harness.Store.ListVersionsAsync(machine.Id, int.MaxValue, 10, CancellationToken.None).AsTask()).Select(row => row.Number));
    }

    [Fact]
    public void A_version_that_cannot_be_stored_uses_up_no_number()
    {
        _harness.Machine(Harness.WaitState(1));
        _harness.Store.OnCommit = _ => CommitFault.Refused;
        Assert.Throws<StoreUnavailableException>(() => Publish());
        _harness.Store.OnCommit = _ => CommitFault.None;
        Assert.Equal(1, Published(Publish()).Number);
    }

    [Fact]
    public void A_publication_is_of_the_revision_that_is_meant()
    {
        _harness.Machine(Harness.WaitState(1));
        Assert.Equal(new PublishResult.OtherRevision(null), Publish(isExpected: id => id == "other"));
        var updated = Update(2)!.Revision.RevisionId;
        Assert.Equal(new PublishResult.OtherRevision(updated), Publish(isExpected: id => id is null));
        Assert.IsType<PublishResult.Published>(Publish(isExpected: id => id == updated));
    }

    [Fact]
    public void Nothing_is_published_of_a_machine_that_is_not_there_or_goes()
    {
        Assert.IsType<PublishResult.NoMachine>(Publish());
        var machine = _harness.Machine(Harness.WaitState(30));
        _harness.Start(machine, "n");
        _harness.Run(() => _harness.Runtime.DeleteStateMachineAsync(MachineArn, CancellationToken.None));
        Assert.IsType<PublishResult.MachineDeleting>(Publish());
        Assert.IsType<AliasResult.MachineDeleting>(CreateAlias("prod", 1));
    }

    [Fact]
    public void A_start_by_version_runs_the_revision_of_the_version()
    {
        var machine = _harness.Machine(Harness.WaitState(1));
        Publish();
        Update(30);
        Assert.IsType<StartResult.Started>(_harness.Run(() => StartAsync(Target(1), "n")));
        _harness.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(ExecutionStatus.Succeeded, _harness.Status("n"));
        var (row, identity) = _harness.Run(() => _harness.Runtime.Reader.DescribeAsync(Harness.Arn("n"), CancellationToken.None).AsTask())!;
        Assert.Equal((machine.Id, 1, 1, null), (row.StateMachineId, row.Revision, row.PublishedVersion, row.Alias));
        Assert.Equal($"{MachineArn}:1", identity.StateMachineVersionArn);
    }

    [Fact]
    public void A_deleted_version_is_not_found_whoever_found_it_before()
    {
        _harness.Machine(Harness.WaitState(1));
        Publish();
        Assert.NotNull(Target(1));
        DeleteVersion(1);
        Assert.Null(Target(1));
    }

    [Fact]
    public void A_version_stays_as_long_as_an_alias_leads_to_it()
    {
        _harness.Machine(Harness.WaitState(1));
        Publish();
        Assert.IsType<AliasResult.Stored>(CreateAlias("prod", 1));
        Assert.Equal(["prod"], DeleteVersion(1));
        Assert.NotNull(Target(1));
        _harness.Run(() => _harness.Runtime.Aliases.DeleteAsync(MachineArn, "prod", CancellationToken.None));
        Assert.Empty(DeleteVersion(1));
        Assert.Null(Target(1));
    }

    [Fact]
    public void A_machine_has_no_more_versions_than_allowed()
    {
        _harness.Machine(Harness.WaitState(0));
        for (var i = 1; i <= VersionRegistry.CountMax; i++)
        {
            Assert.IsType<PublishResult.Published>(Publish());
            Update(i);
        }
        Assert.IsType<PublishResult.TooMany>(Publish());
        DeleteVersion(1);
        Assert.Equal(VersionRegistry.CountMax + 1, Published(Publish()).Number);
    }

    [Fact]
    public void The_version_of_a_machine_that_is_gone_is_not_that_of_its_successor()
    {
        _harness.Machine(Harness.WaitState(1));
        Publish();
        Assert.NotNull(Target(1));
        _harness.Run(() => _harness.Runtime.DeleteStateMachineAsync(MachineArn, CancellationToken.None));
        _harness.Machine(Harness.WaitState(2));
        Assert.Null(Target(1));
    }

    private static StateMachineVersionRow Published(PublishResult result) => Assert.IsType<PublishResult.Published>(result).Version;

    private StateMachineRow Find() => _harness.Run(() => _harness.Runtime.Machines.FindAsync(MachineArn, CancellationToken.None).AsTask())!;

    private StateMachineTarget? Target(int version) => _harness.Run(() => _harness.Runtime.Versions.FindAsync(Find(), version, CancellationToken.None).AsTask());

    private Task<StartResult> StartAsync(StateMachineTarget? target, string name) =>
        _harness.Runtime.Router.StartAsync(target!, Harness.Arn, name, Json.JsonText.EmptyObject, CancellationToken.None);

    private PublishResult Publish(string? description = null, Func<string?, bool>? isExpected = null) =>
        _harness.Run(() => _harness.Runtime.Versions.PublishAsync(MachineArn, isExpected ?? (_ => true), description, CancellationToken.None));

    private StateMachineRow? Update(int seconds) => _harness.Run(() => _harness.Runtime.Machines.UpdateAsync(
        MachineArn, before => before with { Definition = Harness.WaitState(seconds) }, null, CancellationToken.None))?.Machine;

    private IReadOnlyList<string> DeleteVersion(int number) => _harness.Run(() => _harness.Runtime.Versions.DeleteAsync(MachineArn, number, CancellationToken.None));

    private AliasResult CreateAlias(string name, int version) => _harness.Run(() =>
        _harness.Runtime.Aliases.CreateAsync(MachineArn, name, null, new AliasRouting(new VersionRoute(version, 100), null), CancellationToken.None));
}
