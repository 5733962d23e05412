using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Simulation.Actors;

/// <summary>Those who use the API. What they are told is held against what is durable at that moment.</summary>
internal sealed class Clients
{
    private const string Role = "arn:aws:iam::000000000000:role/r";
    private const string Prefix = "arn:aws:states:us-east-1:000000000000";
    private const string Logging = """{"level":"ALL","includeExecutionData":true,"destinations":[{"cloudWatchLogsLogGroup":{"logGroupArn":"arn:aws:logs:us-east-1:000000000000:log-group:g:*"}}]}""";

    private static readonly string[] Inputs = ["""{"items":[1,2,3],"count":0}""", """{"items":[],"count":7}""", """{"items":[1,2],"deep":{"a":[1,2]}}"""];

    private readonly World _world;
    private readonly Chance _chance;
    private readonly Reader _reader;
    private readonly List<Machine> _machines = [];
    private readonly List<string> _started = [];
    private string? _subject;
    private int _redrives;

    public Clients(World world)
    {
        _world = world;
        _chance = world.ChanceOf(7);
        _reader = new Reader(world, _chance, Subject);
    }

    public async Task SetUpAsync()
    {
        await _world.CallAsync("CreateActivity", Api.Request(("name", "flaky")));
        await _world.CallAsync("CreateActivity", Api.Request(("name", "steady")));
        var makes = new RandomMachine(_chance, _world.Plan.Features);
        for (var i = 0; i < 3; i++)
        {
            _machines.Add(new Machine($"m{i}", "STANDARD", makes.Standard([.. _machines.Select(machine => machine.Arn)]), IsLogged: _chance.Happens(0.5)));
        }
        if (_world.Has(Features.Express)) _machines.Add(new Machine("x", "EXPRESS", makes.Express(), IsLogged: true));
        foreach (var machine in _machines) await CreateAsync(machine);
    }

    /// <summary>Somebody does something, or several do at once.</summary>
    public void Act()
    {
        for (var actors = _chance.Happens(0.1) ? _chance.Between(2, 6) : 1; actors > 0; actors--) ActOnce();
    }

    private void ActOnce()
    {
        var action = _chance.Below(100);
        if (action < 25) Do(StartAsync);
        else if (action < 70) _world.Workers.PollOnce();
        else if (action < 76 && _world.Has(Features.Stop)) Do(StopAsync);
        else if (action < 82 && _world.Has(Features.Redrive)) Do(RedriveAsync);
        else if (action < 84 && _world.Has(Features.Delete)) Do(DeleteOrCreateAsync);
        else if (action < 90 && _world.Has(Features.Versions)) Do(VersionAsync);
        else if (_world.Has(Features.Reads)) Do(_reader.ReadAsync);
    }

    private void Do(Func<Func<Task>> choose)
    {
        var work = choose();
        _world.Start(work);
        while (_chance.Happens(_world.Often(Faults.Repeats, 0.3))) _world.Start(work);
    }

    /// <summary>An execution, often the one that others are busy with.</summary>
    private string? Subject()
    {
        if (_started.Count > 0 && (_subject is null || _chance.Happens(0.3))) _subject = _chance.Among(_started);
        return _subject;
    }

    private async Task CreateAsync(Machine machine)
    {
        var request = Api.Request(("name", machine.Name), ("definition", machine.Definition), ("roleArn", Role), ("type", machine.Type));
        if (machine.IsLogged) request = request.With("loggingConfiguration", JsonData.Parse(Logging));
        var answer = await _world.CallAsync("CreateStateMachine", request);
        if (answer.Error is not (null or "StateMachineAlreadyExists" or "StateMachineDeleting")) _world.Breaches.Add("told", $"'{machine.Name}' cannot be created: {answer.Error} {machine.Definition}");
        if (answer.Body is null) return;
        _world.Counts.Acknowledged++;
        if (!_world.Checker.Registry.WasCreated(machine.Arn)) _world.Breaches.Add("lost", $"The creation of '{machine.Arn}' was acknowledged and is not durable.");
    }

    private Func<Task> StartAsync()
    {
        var machine = _chance.Among(_machines);
        var (input, name) = (_chance.Among(Inputs), $"n{_chance.Below(12)}");
        var arn = machine.Type == "STANDARD" && _world.Has(Features.Versions) && _chance.Happens(0.4) ? $"{machine.Arn}:{_chance.Of("1", "2", "live")}" : machine.Arn;
        var request = Api.Request(("stateMachineArn", arn), ("name", name), ("input", input));
        if (machine.Type == "EXPRESS") return _chance.Happens(0.5) ? () => StartExpressAsync(request) : () => RunExpressAsync(request);
        return () => StartAsync(request, $"{Prefix}:execution:{machine.Name}:{name}", input);
    }

    private async Task StartAsync(JsonObject request, string arn, string input)
    {
        var (before, redrives) = (_world.Checker.Find(arn)?.Status, _world.Checker.Find(arn)?.Redrives.Count);
        var answer = await _world.CallAsync("StartExecution", request);
        var execution = _world.Checker.Find(arn);
        if (answer.Error == "ExecutionAlreadyExists" && execution is null) _world.Breaches.Add("told", $"{arn} was said to exist and is not durable.");
        if (answer.Body is null) return;
        _world.Counts.Acknowledged++;
        _started.Add(arn);
        if (execution is null) _world.Breaches.Add("lost", $"The start of {arn} was acknowledged and is not durable.");
        else if (!execution.Identity.Input.Equals(JsonText.Parse(input))) _world.Breaches.Add("told", $"The start of {arn} was acknowledged with another input.");
        else if (answer.Text("executionArn") != arn || answer.Time("startDate") != execution.Identity.StartedAt) _world.Breaches.Add("told", $"{arn} was told as {answer}.");
        else if (before is not (null or RunStatus.Running) && execution.Redrives.Count == redrives) _world.Breaches.Add("told", $"{arn} had ended, and was said to be started.");
    }

    private async Task StartExpressAsync(JsonObject request)
    {
        var answer = await _world.CallAsync("StartExecution", request);
        if (answer.Body is null) return;
        _world.Counts.Acknowledged++;
        if (!_world.Checker.Express.WasOwed(answer.Text("executionArn")!)) _world.Breaches.Add("lost", $"The start of {answer} was acknowledged and is not durable.");
    }

    private async Task RunExpressAsync(JsonObject request)
    {
        var answer = await _world.CallAsync("StartSyncExecution", request);
        if (answer.Body is null) return;
        _world.Counts.Acknowledged++;
        _reader.CheckExpress(answer);
    }

    private Func<Task> StopAsync()
    {
        if (Subject() is not { } arn || !_chance.Happens(0.5)) return () => Task.CompletedTask;
        return async () =>
        {
            var answer = await _world.CallAsync("StopExecution", Api.Request(("executionArn", arn), ("error", "Stopped")));
            if (answer.Error == "ExecutionDoesNotExist") _world.Breaches.Add("lost", $"{arn} was started and does not exist.");
            if (answer.Time("stopDate") is not { } stopped) return;
            _world.Counts.Acknowledged++;
            if (_world.Checker.Find(arn)?.Standings.Any(standing => standing.StoppedAt == stopped) != true) _world.Breaches.Add("lost", $"The stop of {arn} at {stopped:O} was acknowledged and is not durable.");
        };
    }

    private Func<Task> RedriveAsync()
    {
        var ended = _started.Where(arn => _world.Checker.Find(arn)?.Status is RunStatus.Failed or RunStatus.Aborted or RunStatus.TimedOut).ToList();
        if (ended.Count == 0) return () => Task.CompletedTask;
        if (!ended.Contains(Subject()!)) _subject = _chance.Among(ended);
        var (arn, token) = (_subject!, $"t{_redrives++}");
        return async () =>
        {
            var answer = await _world.CallAsync("RedriveExecution", Api.Request(("executionArn", arn), ("clientToken", token)));
            if (answer.Time("redriveDate") is not { } at) return;
            _world.Counts.Acknowledged++;
            var redrives = _world.Checker.Find(arn)!.Redrives.Where(redrive => redrive.ClientToken == token).ToList();
            if (redrives is not [var redrive]) _world.Breaches.Add(redrives.Count == 0 ? "lost" : "twice", $"The redrive {token} of {arn} was acknowledged and is there {redrives.Count} times.");
            else if (redrive.At != at) _world.Breaches.Add("told", $"The redrive {token} of {arn} was at {redrive.At:O}, and told as {at:O}.");
        };
    }

    private Func<Task> DeleteOrCreateAsync()
    {
        var machine = _chance.Among(_machines);
        if (_world.Checker.Registry.Find(machine.Arn) is null) return () => CreateAsync(machine);
        if (!_chance.Happens(0.5)) return () => Task.CompletedTask;
        return async () =>
        {
            var answer = await _world.CallAsync("DeleteStateMachine", Api.Request(("stateMachineArn", machine.Arn)));
            if (answer.Body is null) return;
            _world.Counts.Acknowledged++;
            if (!_world.Checker.Registry.WasDeleted(machine.Arn)) _world.Breaches.Add("lost", $"The deletion of '{machine.Arn}' was acknowledged and is not durable.");
        };
    }

    private Func<Task> VersionAsync()
    {
        var machine = _chance.Among(_machines);
        switch (_chance.Below(5))
        {
            case 0 or 1: return () => PublishAsync(machine);
            case 2:
                var definition = machine.Type == "STANDARD" ? new RandomMachine(_chance, _world.Plan.Features).Standard([]) : new RandomMachine(_chance, _world.Plan.Features).Express();
                return () => UpdateAsync(machine, definition);
            case 3:
                var weight = _chance.Between(0, 100);
                var routes = $$"""[{"stateMachineVersionArn":"{{machine.Arn}}:1","weight":{{weight}}},{"stateMachineVersionArn":"{{machine.Arn}}:2","weight":{{100 - weight}}}]""";
                return () => AliasAsync(machine, Api.Request(("name", "live")).With("routingConfiguration", JsonData.Parse(routes)));
            default:
                var number = _chance.Between(1, 3);
                return () => _world.CallAsync("DeleteStateMachineVersion", Api.Request(("stateMachineVersionArn", $"{machine.Arn}:{number}")));
        }
    }

    private async Task PublishAsync(Machine machine)
    {
        var answer = await _world.CallAsync("PublishStateMachineVersion", Api.Request(("stateMachineArn", machine.Arn)));
        if (answer.Text("stateMachineVersionArn") is not { } arn) return;
        _world.Counts.Acknowledged++;
        if (!_world.Checker.Registry.WasPublished(arn)) _world.Breaches.Add("lost", $"'{arn}' was acknowledged and is not durable.");
    }

    private async Task UpdateAsync(Machine machine, string definition)
    {
        var answer = await _world.CallAsync("UpdateStateMachine", Api.Request(("stateMachineArn", machine.Arn), ("definition", definition)));
        if (answer.Text("revisionId") is not { } revision) return;
        _world.Counts.Acknowledged++;
        if (!_world.Checker.Registry.HasRevision(revision)) _world.Breaches.Add("lost", $"Revision {revision} of '{machine.Arn}' was acknowledged and is not durable.");
    }

    private async Task AliasAsync(Machine machine, JsonObject request)
    {
        var answer = await _world.CallAsync("CreateStateMachineAlias", request);
        if (answer.Body is null) return;
        _world.Counts.Acknowledged++;
        if (!_world.Checker.Registry.HadAlias(machine.Arn, "live")) _world.Breaches.Add("lost", $"The alias of '{machine.Arn}' was acknowledged and is not durable.");
    }

    private sealed record Machine(string Name, string Type, string Definition, bool IsLogged)
    {
        public string Arn => $"{Prefix}:stateMachine:{Name}";
    }
}
