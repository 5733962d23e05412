namespace Baton.Checklists;

/// <summary>What became of something that began: a visit of a state, an attempt, a branch, an iteration.</summary>
internal enum VisitStatus
{
    Running,
    Succeeded,
    Failed,

    /// <summary>It failed, and a Catch led on from there.</summary>
    Caught,
    TimedOut,

    /// <summary>Stopped because something beside it failed, or the execution was stopped.</summary>
    Aborted,
}
