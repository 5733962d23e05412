using Baton.Cli.Output;

namespace Baton.Cli.Timelines;

/// <summary>One sign for each way that something can be.</summary>
internal static class Symbols
{
    public static Span Of(VisitStatus status) => status switch
    {
        VisitStatus.Running => new("●", Tone.Busy),
        VisitStatus.Succeeded => new("✓", Tone.Good),
        VisitStatus.Caught => new("↷", Tone.Busy),
        VisitStatus.Failed or VisitStatus.TimedOut => new("✗", Tone.Bad),
        VisitStatus.Aborted => new("⊘", Tone.Dim),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Expected a status that has a sign."),
    };
}
