using System.Globalization;
using Baton.Expressions;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Registry;

/// <summary>What became of the creation or the update of an alias.</summary>
public abstract record AliasResult
{
    private AliasResult()
    {
    }

    public sealed record Stored(StateMachineAliasRow Alias) : AliasResult;

    public sealed record NoMachine : AliasResult;

    public sealed record MachineDeleting : AliasResult;

    public sealed record NoAlias : AliasResult;

    /// <summary>The machine does not have a version that the alias is to lead to.</summary>
    public sealed record NoVersion(int Number) : AliasResult;

    /// <summary>Another alias has the name.</summary>
    public sealed record NameTaken : AliasResult;

    public sealed record TooMany : AliasResult;
}

/// <summary>Where an alias leads.</summary>
public sealed record AliasRouting(VersionRoute First, VersionRoute? Second);

/// <summary>The aliases of machines.</summary>
public sealed class AliasRegistry
{
    /// <summary>How many aliases a machine may have, as AWS has it.</summary>
    public const int CountMax = 100;

    private const int WeightSum = 100;

    private readonly IStore _store;
    private readonly GroupCommitter _committer;
    private readonly MachineRows _machines;
    private readonly TimeProvider _clock;
    private readonly IRandomness _randomness;
    private readonly Lock _randomnessLock = new();
    private readonly RegistryCache<StateMachineAliasRow> _known = new();

    internal AliasRegistry(IStore store, GroupCommitter committer, MachineRows machines, TimeProvider clock, IRandomness randomness)
    {
        _store = store;
        _committer = committer;
        _machines = machines;
        _clock = clock;
        _randomness = randomness;
    }

    public ValueTask<StateMachineAliasRow?> FindAsync(StateMachineRow machine, string name, CancellationToken cancellationToken) =>
        _known.FindAsync(Key(machine.Id, name), (_, cancel) => _store.FindAliasAsync(machine.Id, name, cancel), cancellationToken);

    /// <summary>The number of the version that one start through an alias goes to, by weight.</summary>
    public int Choose(StateMachineAliasRow alias)
    {
        if (alias.Second is not { } second) return alias.First.Version;
        lock (_randomnessLock) return _randomness.NextBits() % WeightSum < (ulong)alias.First.Weight ? alias.First.Version : second.Version;
    }

    /// <summary>Registers an alias; the same again is given back as it is.</summary>
    public async Task<AliasResult> CreateAsync(string machineArn, string name, string? description, AliasRouting routing, CancellationToken cancellationToken)
    {
        using var stay = await _machines.EnterAsync(cancellationToken);
        if (await _machines.FindAsync(machineArn, cancellationToken) is not { } machine) return new AliasResult.NoMachine();
        if (machine.Deleting) return new AliasResult.MachineDeleting();
        if (await MissingAsync(machine, routing, cancellationToken) is { } missing) return new AliasResult.NoVersion(missing);
        if (await FindAsync(machine, name, cancellationToken) is { } existing)
        {
            var isSame = existing.Description == description && existing.First == routing.First && existing.Second == routing.Second;
            return isSame ? new AliasResult.Stored(existing) : new AliasResult.NameTaken();
        }
        if ((await _store.ListAliasesAsync(machine.Id, 0, CountMax, cancellationToken)).Count == CountMax) return new AliasResult.TooMany();

        var now = _clock.NowStored();
        var number = machine.LastAlias + 1;
        var alias = new StateMachineAliasRow
        {
            StateMachineId = machine.Id,
            Number = number,
            Name = name,
            Description = description,
            First = routing.First,
            Second = routing.Second,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await _machines.PutAsync(machine with { LastAlias = number }, new StoreChange.PutAlias(alias));
        _known.Put(Key(machine.Id, name), alias);
        return new AliasResult.Stored(alias);
    }

    /// <summary>Changes what is given of an alias.</summary>
    public async Task<AliasResult> UpdateAsync(string machineArn, string name, string? description, AliasRouting? routing, CancellationToken cancellationToken)
    {
        using var stay = await _machines.EnterAsync(cancellationToken);
        if (await _machines.FindAsync(machineArn, cancellationToken) is not { } machine) return new AliasResult.NoAlias();
        if (machine.Deleting) return new AliasResult.MachineDeleting();
        if (await FindAsync(machine, name, cancellationToken) is not { } alias) return new AliasResult.NoAlias();
        if (routing is not null && await MissingAsync(machine, routing, cancellationToken) is { } missing) return new AliasResult.NoVersion(missing);

        var updated = alias with
        {
            Description = description ?? alias.Description,
            First = routing?.First ?? alias.First,
            Second = routing is null ? alias.Second : routing.Second,
            UpdatedAt = _clock.NowStored(),
        };
        await _committer.CommitAsync(new StoreChange.PutAlias(updated));
        _known.Put(Key(machine.Id, name), updated);
        return new AliasResult.Stored(updated);
    }

    /// <summary>Removes an alias; one that is not there is no error.</summary>
    public async Task DeleteAsync(string machineArn, string name, CancellationToken cancellationToken)
    {
        using var stay = await _machines.EnterAsync(cancellationToken);
        if (await _machines.FindAsync(machineArn, cancellationToken) is not { } machine) return;
        if (await FindAsync(machine, name, cancellationToken) is not { } alias) return;
        await _committer.CommitAsync(new StoreChange.RemoveAlias(machine.Id, alias.Number));
        _known.Remove(Key(machine.Id, name));
    }

    private async ValueTask<int?> MissingAsync(StateMachineRow machine, AliasRouting routing, CancellationToken cancellationToken)
    {
        if (await _store.FindVersionAsync(machine.Id, routing.First.Version, cancellationToken) is null) return routing.First.Version;
        if (routing.Second is not { } second) return null;
        return await _store.FindVersionAsync(machine.Id, second.Version, cancellationToken) is null ? second.Version : null;
    }

    /// <summary>Ids are never given out again, so what is remembered of a machine that is gone is never found.</summary>
    private static string Key(long machineId, string name) => string.Create(CultureInfo.InvariantCulture, $"{machineId}:{name}");
}
