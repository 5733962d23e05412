using Baton.Engine.Execution;

namespace Baton.Simulation.Tests;

/// <summary>A task that somebody outside works on; whoever it is outlives the server's crashes.</summary>
internal sealed class Held(TaskToken token, string activity)
{
    public TaskToken Token { get; } = token;

    public string Activity { get; } = activity;

    /// <summary>When the next word about it is to be sent.</summary>
    public DateTimeOffset DueAt { get; set; }

    /// <summary>How many heartbeats come before the result.</summary>
    public int Heartbeats { get; set; }

    public bool Fails { get; init; }

    /// <summary>Whether the result is sent again after it was taken.</summary>
    public bool Repeats { get; set; }

    /// <summary>Whether a word is on its way.</summary>
    public bool IsSending { get; set; }
}
