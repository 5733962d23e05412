namespace Baton.Runtime.Tasks;

/// <summary>How an activity stands at this moment.</summary>
/// <param name="Waiting">How many tasks wait for a worker.</param>
/// <param name="OldestSince">Since when the task has waited that waits longest, or was offered again; after a start of the server, since then. Null where none waits.</param>
/// <param name="Pollers">How many workers ask for a task just now.</param>
/// <param name="Streams">The workers that take tasks over a stream.</param>
/// <param name="LastSeen">The worker that asked last since the server was started, or was given a task over its stream; null for none.</param>
public sealed record ActivityStatus(int Waiting, DateTimeOffset? OldestSince, int Pollers, IReadOnlyList<StreamStatus> Streams, WorkerSeen? LastSeen);

/// <summary>A worker that takes tasks over a stream.</summary>
/// <param name="TasksMax">How many it takes at once.</param>
/// <param name="Unanswered">How many it has.</param>
public sealed record StreamStatus(string? WorkerName, int TasksMax, int Unanswered);

/// <summary>That a worker was there.</summary>
public sealed record WorkerSeen(DateTimeOffset At, string? WorkerName);
