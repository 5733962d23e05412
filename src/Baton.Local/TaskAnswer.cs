using Baton.Engine.Events;
using Baton.Json;

namespace Baton.Local;

/// <summary>What a mocked task does when it is called.</summary>
public abstract record TaskAnswer
{
    private TaskAnswer()
    {
    }

    public sealed record Succeeds(JsonText Output) : TaskAnswer;

    public sealed record Fails(string? Error, string? Cause, TaskFailureKind Kind = TaskFailureKind.Failed) : TaskAnswer;

    /// <summary>Nobody answers: the task's own timeout or heartbeat ends it, or nothing does.</summary>
    /// <param name="Taken">Whether a worker takes the task from its activity first: from then on its timeout runs.</param>
    public sealed record Silence(bool Taken = false) : TaskAnswer;

    /// <summary>The answer comes after a time; what ends the task before leaves it unheard.</summary>
    public sealed record Late(TimeSpan Delay, TaskAnswer Then) : TaskAnswer;

    /// <summary>The service takes the task; what follows is the call back, or the end of the job.</summary>
    public sealed record Submits(JsonText Output, TaskAnswer Then) : TaskAnswer;
}
