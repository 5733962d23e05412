namespace Baton.Checklists;

/// <summary>The words for what became of something; the API's own where it has one.</summary>
internal static class StatusWords
{
    public static string Of(VisitStatus status) => status switch
    {
        VisitStatus.Running => "RUNNING",
        VisitStatus.Succeeded => "SUCCEEDED",
        VisitStatus.Failed => "FAILED",
        VisitStatus.Caught => "CAUGHT",
        VisitStatus.TimedOut => "TIMED_OUT",
        VisitStatus.Aborted => "ABORTED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Expected a status that has a word."),
    };
}
