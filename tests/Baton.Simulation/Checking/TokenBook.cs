using Baton.Engine.Execution;
using Baton.Json;

namespace Baton.Simulation.Checking;

/// <summary>What is durable of every attempt of every task.</summary>
internal sealed class TokenBook
{
    private readonly Dictionary<TaskToken, Entry> _entries = [];
    private readonly Dictionary<string, JsonText> _mapRunResults = [];

    public IEnumerable<TaskToken> All => _entries.Keys;

    public bool Scheduled(TaskToken token, JsonText input, bool hasHeartbeat) => _entries.TryAdd(token, new Entry(input, hasHeartbeat));

    public void HandedOut(TaskToken token) => _entries[token].HandOuts++;

    public void HeartbeatReceived(TaskToken token) => _entries[token].Heartbeats++;

    /// <param name="output">The result; null for a failure.</param>
    public bool Ended(TaskToken token, JsonText? output)
    {
        var entry = _entries[token];
        var isFirst = !entry.IsOver;
        (entry.IsOver, entry.HasEnd, entry.Output) = (true, true, output);
        return isFirst;
    }

    /// <summary>The state or the execution was given up.</summary>
    public void GivenUp(TaskToken token) => _entries[token].IsOver = true;

    public Entry? Find(TaskToken token) => _entries.GetValueOrDefault(token);

    /// <summary>What a Map Run's row says that its state's result is.</summary>
    public void MapRunEnded(string arn, JsonText result) => _mapRunResults[arn] = result;

    public JsonText? ResultOf(string mapRun) => _mapRunResults.GetValueOrDefault(mapRun);

    internal sealed class Entry(JsonText input, bool hasHeartbeat)
    {
        public JsonText Input => input;

        public bool HasHeartbeat => hasHeartbeat;

        /// <summary>How often it is durable that a worker has it.</summary>
        public int HandOuts { get; set; }

        /// <summary>How often somebody was told so.</summary>
        public int Told { get; set; }

        public int Heartbeats { get; set; }

        /// <summary>How many heartbeats were acknowledged.</summary>
        public int HeartbeatsTold { get; set; }

        /// <summary>Nobody waits for it any more.</summary>
        public bool IsOver { get; set; }

        /// <summary>The log says how it ended.</summary>
        public bool HasEnd { get; set; }

        public JsonText? Output { get; set; }

        /// <summary>Whether a result was acknowledged.</summary>
        public bool IsAcknowledged { get; set; }

        /// <summary>The run of the server that last called for it.</summary>
        public int CalledIn { get; set; } = -1;
    }
}
