
namespace Baton.Checklists;

/// <summary>One step of a checklist.</summary>
internal sealed record ChecklistItem
{
    public required string Step { get; init; }

    public required int Depth { get; init; }

    /// <summary>Null where the step has not been reached.</summary>
    public VisitStatus? Status { get; init; }

    /// <summary>How the step stands, in a word: done, now, next, or skipped where the execution has ended without it.</summary>
    public string Standing(bool hasEnded) => Status switch
    {
        null => hasEnded ? "skipped" : "next",
        VisitStatus.Running => "now",
        _ => "done",
    };

    /// <summary>Who or what does it: a worker, a function.</summary>
    public string? Who { get; init; }

    /// <summary>The number of the task for people that it waits for, or has waited for; null for none.</summary>
    public long? HumanTask { get; init; }

    /// <summary>When it got to the state that it is in.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>How long the last visit took, or takes.</summary>
    public TimeSpan? Took { get; init; }

    public int Visits { get; init; }

    /// <summary>Attempts of the last visit.</summary>
    public int Attempts { get; init; }

    public string? Error { get; init; }
}
