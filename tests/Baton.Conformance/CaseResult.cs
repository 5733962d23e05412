namespace Baton.Conformance;

/// <summary>What became of one case.</summary>
/// <param name="Id">The case's id in its corpus.</param>
/// <param name="Fault">What differs; null where the case passed, or was not run.</param>
/// <param name="NotRun">Why the case was not run; null where it was.</param>
public sealed record CaseResult(string Id, string? Fault, string? NotRun = null)
{
    public bool Passed => Fault is null && NotRun is null;

    /// <summary>Runs a case; whatever it throws is its fault.</summary>
    public static CaseResult Of(string id, Func<string?> fault)
    {
        try
        {
            return new CaseResult(id, fault());
        }
        catch (Exception e)
        {
            return new CaseResult(id, e.ToString());
        }
    }

    public static CaseResult Skipped(string id, string reason) => new(id, null, reason);
}
