using System.Text.Json;
using Baton.Client;
using Baton.Client.Definitions;
using Baton.Client.Worker;

namespace Baton.Hosting;

/// <summary>Says what the Baton of an application keeps its data in, which state machines it has, and who does their tasks.</summary>
public sealed class BatonBuilder
{
    private const string Account = "000000000000";

    private readonly BatonWorkerOptions _worker = new() { Pollers = 64 };
    private readonly Dictionary<string, CreateStateMachineRequest> _machines = new(StringComparer.Ordinal);

    internal BatonBuilder() => Worker = new BatonWorkerBuilder(_worker);

    /// <summary>The region in the ARNs of what the application makes. Default <c>us-east-1</c>, as everywhere in Baton.</summary>
    public string Region { get; set; } = "us-east-1";

    /// <summary>How the inputs of activities and executions are read and written. Default <see cref="JsonSerializerOptions.Web"/>.</summary>
    public JsonSerializerOptions Json
    {
        get => _worker.Json;
        set => _worker.Json = value;
    }

    /// <summary>How many tasks of one activity are done at once; <see cref="ActivityOptions.Pollers"/> can differ for one. 1 to 1,000, default 64.</summary>
    public int TasksMax
    {
        get => _worker.Pollers;
        set => _worker.Pollers = value;
    }

    /// <summary>How long activities may go on when the application stops; what is not done by then is cancelled, and done again after the next start. Default 20 s.</summary>
    public TimeSpan ShutdownGrace
    {
        get => _worker.ShutdownGrace;
        set => _worker.ShutdownGrace = value;
    }

    internal string DataFolder { get; private set; } = "data";

    internal string? PostgresConnectionString { get; private set; }

    internal BatonWorkerBuilder Worker { get; }

    internal BatonWorkerOptions WorkerOptions => _worker;

    internal IEnumerable<CreateStateMachineRequest> Machines => _machines.Values;

    /// <summary>Keeps everything in the embedded store. This is the default, in the folder <c>data</c>.</summary>
    /// <param name="folder">Made if it is missing; a relative one is below the application's content root.</param>
    public BatonBuilder UseSqlite(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        (DataFolder, PostgresConnectionString) = (folder, null);
        return this;
    }

    /// <summary>Keeps everything in a PostgreSQL database, which this application owns alone; logs stay in the folder.</summary>
    public BatonBuilder UsePostgres(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        PostgresConnectionString = connectionString;
        return this;
    }

    /// <summary>Deploys a state machine at each start: it is created, or updated where its definition has changed. Executions that run keep the one they began with.</summary>
    /// <param name="name">1 to 80 characters.</param>
    /// <param name="definition">Built (<see cref="Definition.InJsonata"/>), or read from a file (<see cref="Definition.FromFile"/>).</param>
    /// <param name="type">Standard ones are durable at each step, Express ones run in memory. Cannot be changed once deployed.</param>
    /// <exception cref="ArgumentException">There is a machine of this name already.</exception>
    public BatonBuilder AddStateMachine(string name, Definition definition, StateMachineType? type = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(definition);
        var machine = new CreateStateMachineRequest { Name = name, Definition = definition.Text, RoleArn = $"arn:aws:iam::{Account}:role/baton", Type = type };
        if (!_machines.TryAdd(name, machine)) throw new ArgumentException($"Expected each state machine once, found '{name}' again.", nameof(name));
        return this;
    }

    /// <summary>Adds an activity and what does it, here in this process.</summary>
    /// <inheritdoc cref="BatonWorkerBuilder.AddActivity{TInput, TOutput}(string, Func{TInput, ActivityContext, Task{TOutput}}, Action{ActivityOptions}?)"/>
    public BatonBuilder AddActivity<TInput, TOutput>(string name, Func<TInput, ActivityContext, Task<TOutput>> handler, Action<ActivityOptions>? configure = null)
    {
        Worker.AddActivity(name, handler, configure);
        return this;
    }

    /// <summary>Adds an activity that a service of the application does; the service is resolved for each task, in the task's own scope.</summary>
    /// <inheritdoc cref="BatonWorkerBuilder.AddActivity{TInput, TOutput}(string, Func{TInput, ActivityContext, Task{TOutput}}, Action{ActivityOptions}?)"/>
    public BatonBuilder AddActivity<TService, TInput, TOutput>(string name, Func<TService, TInput, ActivityContext, Task<TOutput>> handler, Action<ActivityOptions>? configure = null)
        where TService : notnull
    {
        Worker.AddActivity(name, handler, configure);
        return this;
    }

    internal string StateMachineArn(string nameOrArn) => nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? nameOrArn : $"arn:aws:states:{Region}:{Account}:stateMachine:{nameOrArn}";

    internal string ActivityArn(string nameOrArn) => nameOrArn.StartsWith("arn:", StringComparison.Ordinal) ? nameOrArn : $"arn:aws:states:{Region}:{Account}:activity:{nameOrArn}";
}
