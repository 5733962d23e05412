using System.Globalization;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>What became of a publication.</summary>
public abstract record PublishResult
{
    private PublishResult()
    {
    }

    /// <summary>The present revision is this version now, or was it already.</summary>
    public sealed record Published(StateMachineVersionRow Version) : PublishResult;

    public sealed record NoMachine : PublishResult;

    public sealed record MachineDeleting : PublishResult;

    /// <summary>The machine is at another revision than the one that was to be published.</summary>
    /// <param name="RevisionId">The id of the present one; null before the first update.</param>
    public sealed record OtherRevision(string? RevisionId) : PublishResult;

    public sealed record TooMany : PublishResult;
}

/// <summary>The published versions of machines.</summary>
public sealed class VersionRegistry
{
    /// <summary>How many versions a machine may have, as AWS has it.</summary>
    public const int CountMax = 1_000;

    private readonly IStore _store;
    private readonly GroupCommitter _committer;
    private readonly MachineRows _machines;
    private readonly TimeProvider _clock;
    private readonly RegistryCache<StateMachineTarget> _known = new();

    internal VersionRegistry(IStore store, GroupCommitter committer, MachineRows machines, TimeProvider clock)
    {
        _store = store;
        _committer = committer;
        _machines = machines;
        _clock = clock;
    }

    /// <summary>A machine at one of its versions; null where it does not have that version.</summary>
    public async ValueTask<StateMachineTarget?> FindAsync(StateMachineRow machine, int number, CancellationToken cancellationToken)
    {
        var known = await _known.FindAsync(Key(machine.Id, number), (_, cancel) => ReadAsync(machine, number, cancel), cancellationToken);
        return known is null ? null : known with { Machine = machine with { Revision = known.Machine.Revision } };
    }

    /// <summary>Publishes the present revision of a machine; one that is published already is given back as it is.</summary>
    /// <param name="machineArn">The machine.</param>
    /// <param name="isExpected">Whether the id of the present revision, null before the first update, is the one that is meant.</param>
    /// <param name="description">What to say of the version.</param>
    public async Task<PublishResult> PublishAsync(string machineArn, Func<string?, bool> isExpected, string? description, CancellationToken cancellationToken)
    {
        using var stay = await _machines.EnterAsync(cancellationToken);
        if (await _machines.FindAsync(machineArn, cancellationToken) is not { } machine) return new PublishResult.NoMachine();
        if (machine.Deleting) return new PublishResult.MachineDeleting();
        if (!isExpected(machine.Revision.RevisionId)) return new PublishResult.OtherRevision(machine.Revision.RevisionId);
        if (await FindPresentAsync(machine, cancellationToken) is { } present) return new PublishResult.Published(present);
        if (!await HasRoomAsync(machine, cancellationToken)) return new PublishResult.TooMany();
        var (row, version) = Next(machine, description);
        await _machines.PutAsync(row, new StoreChange.PutVersion(version));
        return new PublishResult.Published(version);
    }

    /// <summary>Removes a version; one that is not there is no error.</summary>
    /// <returns>The names of the aliases that lead to it: then it stays.</returns>
    public async Task<IReadOnlyList<string>> DeleteAsync(string machineArn, int number, CancellationToken cancellationToken)
    {
        using var stay = await _machines.EnterAsync(cancellationToken);
        if (await _machines.FindAsync(machineArn, cancellationToken) is not { } machine) return [];
        var aliases = await _store.ListAliasesAsync(machine.Id, 0, AliasRegistry.CountMax, cancellationToken);
        var leading = aliases.Where(alias => alias.First.Version == number || alias.Second?.Version == number).Select(alias => alias.Name).ToList();
        if (leading.Count > 0) return leading;
        await _committer.CommitAsync(new StoreChange.RemoveVersion(machine.Id, number));
        _known.Remove(Key(machine.Id, number));
        return [];
    }

    /// <summary>The version that a machine's present revision is; null where it is none. Later revisions have higher numbers, so only the highest can be it.</summary>
    internal async ValueTask<StateMachineVersionRow?> FindPresentAsync(StateMachineRow machine, CancellationToken cancellationToken)
    {
        var highest = await _store.ListVersionsAsync(machine.Id, int.MaxValue, 1, cancellationToken);
        return highest.Count > 0 && highest[0].Revision == machine.Revision.Number ? highest[0] : null;
    }

    internal async ValueTask<bool> HasRoomAsync(StateMachineRow machine, CancellationToken cancellationToken) =>
        machine.LastVersion < CountMax || (await _store.ListVersionsAsync(machine.Id, int.MaxValue, CountMax, cancellationToken)).Count < CountMax;

    /// <summary>The present revision as the next version, and the machine that has given the number out.</summary>
    internal (StateMachineRow Machine, StateMachineVersionRow Version) Next(StateMachineRow machine, string? description)
    {
        var number = machine.LastVersion + 1;
        return (machine with { LastVersion = number }, new StateMachineVersionRow(machine.Id, number, machine.Revision.Number, description, _clock.NowStored()));
    }

    private async ValueTask<StateMachineTarget?> ReadAsync(StateMachineRow machine, int number, CancellationToken cancellationToken)
    {
        if (await _store.FindVersionAsync(machine.Id, number, cancellationToken) is not { } version) return null;
        var revision = await _store.FindRevisionAsync(machine.Id, version.Revision, cancellationToken);
        return revision is null ? null : new StateMachineTarget(machine with { Revision = revision }, version);
    }

    /// <summary>Ids are never given out again, so what is remembered of a machine that is gone is never found.</summary>
    private static string Key(long machineId, int number) => string.Create(CultureInfo.InvariantCulture, $"{machineId}:{number}");
}
