using Baton.Store;
using Baton.Testing;

namespace Baton.Simulation.Checking;

/// <summary>What is durable of machines, versions and aliases.</summary>
internal sealed class RegistryModel(Breaches breaches)
{
    private readonly Dictionary<long, StateMachineRow> _machines = [];
    private readonly Dictionary<(long Machine, int Revision), ScopeModel> _scopes = [];
    private readonly Dictionary<(long Machine, int Number), StateMachineVersionRow> _versions = [];
    private readonly Dictionary<(long Machine, string Name), StateMachineAliasRow> _aliases = [];
    private readonly Dictionary<long, int> _lastVersions = [];
    private readonly HashSet<long> _removed = [];
    private readonly HashSet<string> _facts = new(StringComparer.Ordinal);

    public bool IsAtRest => !_machines.Values.Any(machine => machine.Deleting);

    public ScopeModel? ScopeOf(long machine, int revision) => _scopes.GetValueOrDefault((machine, revision));

    public StateMachineRow? Find(string arn) => _machines.Values.FirstOrDefault(machine => machine.Arn == arn);

    public bool IsRemoved(long machine) => _removed.Contains(machine);

    public bool WasCreated(string arn) => _facts.Contains(arn);

    public bool WasDeleted(string arn) => _facts.Contains($"deleted {arn}");

    public bool WasPublished(string versionArn) => _facts.Contains(versionArn);

    public bool HasRevision(string revisionId) => _facts.Contains(revisionId);

    public bool HadAlias(string arn, string name) => _facts.Contains($"{arn}:{name}");

    /// <param name="change">What became durable.</param>
    /// <param name="isOpen">Whether a machine has open executions.</param>
    public void Apply(StoreChange change, Func<long, bool> isOpen)
    {
        switch (change)
        {
            case StoreChange.PutStateMachine(var row): Put(row); break;
            case StoreChange.RemoveStateMachine(var id):
                if (isOpen(id)) breaches.Add("deletion", $"Machine {id} was removed while an execution of it is open.");
                if (_machines.Remove(id, out var removed) && !removed.Deleting) breaches.Add("deletion", $"'{removed.Arn}' was removed and nobody had asked for it.");
                _removed.Add(id);
                foreach (var key in _versions.Keys.Where(key => key.Machine == id).ToList()) _versions.Remove(key);
                foreach (var key in _aliases.Keys.Where(key => key.Machine == id).ToList()) _aliases.Remove(key);
                break;
            case StoreChange.PutVersion(var row):
                if (row.Number <= _lastVersions.GetValueOrDefault(row.StateMachineId)) breaches.Add("registry", $"Version {row.Number} of machine {row.StateMachineId} was given out twice.");
                if (_machines.GetValueOrDefault(row.StateMachineId) is not { } machine || machine.LastVersion != row.Number || machine.Revision.Number != row.Revision)
                {
                    breaches.Add("registry", $"Version {row.Number} of machine {row.StateMachineId} is not what its machine was when it was published.");
                }
                _lastVersions[row.StateMachineId] = row.Number;
                _facts.Add($"{_machines.GetValueOrDefault(row.StateMachineId)?.Arn}:{row.Number}");
                _versions[(row.StateMachineId, row.Number)] = row;
                break;
            case StoreChange.RemoveVersion(var id, var number):
                if (_aliases.Values.Any(alias => alias.StateMachineId == id && (alias.First.Version == number || alias.Second?.Version == number)))
                {
                    breaches.Add("registry", $"Version {number} of machine {id} was removed while an alias leads to it.");
                }
                _versions.Remove((id, number));
                break;
            case StoreChange.PutAlias(var row):
                if (!_versions.ContainsKey((row.StateMachineId, row.First.Version))) breaches.Add("registry", $"Alias '{row.Name}' leads to a version that is not there.");
                _aliases[(row.StateMachineId, row.Name)] = row;
                _facts.Add($"{_machines.GetValueOrDefault(row.StateMachineId)?.Arn}:{row.Name}");
                break;
            case StoreChange.RemoveAlias(var id, var number):
                foreach (var gone in _aliases.Where(alias => alias.Key.Machine == id && alias.Value.Number == number).ToList()) _aliases.Remove(gone.Key);
                break;
        }
    }

    /// <summary>An execution was started.</summary>
    public void Started(ExecutionModel execution)
    {
        if (_removed.Contains(execution.MachineId)) breaches.Add("deletion", $"{execution.Arn} was started after its machine was removed.");
        if (execution.Identity.StateMachineAlias is not null && execution.Identity.StateMachineVersion is null) breaches.Add("registry", $"{execution.Arn} was started by an alias and has no version.");
    }

    /// <summary>A machine that is to go goes when none of its executions is open.</summary>
    public IEnumerable<string> Due(Func<long, bool> isOpen) =>
        _machines.Values.Where(machine => machine.Deleting && !isOpen(machine.Id)).Select(machine => $"'{machine.Arn}' is to be removed");

    public void Compare(MemoryDisk disk)
    {
        Same("machines", disk.StateMachines.Select(Key), _machines.Values.Select(Key));
        Same("versions", disk.Versions.Select(row => (row.StateMachineId, row.Number, row.Revision)), _versions.Values.Select(row => (row.StateMachineId, row.Number, row.Revision)));
        Same("aliases", disk.Aliases.Select(row => (row.StateMachineId, row.Name, row.First, row.Second)), _aliases.Values.Select(row => (row.StateMachineId, row.Name, row.First, row.Second)));

        static (long, string, bool, int, int) Key(StateMachineRow row) => (row.Id, row.Arn, row.Deleting, row.LastVersion, row.Revision.Number);

        void Same<T>(string what, IEnumerable<T> stored, IEnumerable<T> written)
        {
            if (!stored.ToHashSet().SetEquals(written)) breaches.Add("store", $"Other {what} are stored than were written.");
        }
    }

    public void End()
    {
        foreach (var machine in _machines.Values.Where(machine => machine.Deleting)) breaches.Add("open", $"'{machine.Arn}' was to be deleted and is still there.");
    }

    private void Put(StateMachineRow row)
    {
        var before = _machines.GetValueOrDefault(row.Id);
        if (_removed.Contains(row.Id)) breaches.Add("registry", $"'{row.Arn}' came back after it was removed.");
        if (before is null && Find(row.Arn) is not null) breaches.Add("twice", $"Two machines are called '{row.Arn}'.");
        if (before is { Deleting: true } && !row.Deleting) breaches.Add("deletion", $"'{row.Arn}' was to be deleted and is not any more.");
        if (row.LastVersion < (before?.LastVersion ?? 0)) breaches.Add("registry", $"'{row.Arn}' forgets its versions.");
        _machines[row.Id] = row;
        _facts.Add(row.Deleting ? $"deleted {row.Arn}" : row.Arn);
        if (row.Revision.RevisionId is { } revision) _facts.Add(revision);
        if (!_scopes.ContainsKey((row.Id, row.Revision.Number))) _scopes[(row.Id, row.Revision.Number)] = ScopeModel.Parse(row.Revision.Definition);
    }
}
