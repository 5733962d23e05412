using Baton.Store;

namespace Baton.People.Tasks;

/// <summary>Which tasks are wanted; null is any.</summary>
/// <param name="BeforeId">Only those with a lower id: where the page before ended.</param>
public sealed record TaskQuery(long BeforeId, int CountMax)
{
    /// <summary>Those at work, those that have ended, or with neither those of one status or all.</summary>
    public bool? IsActive { get; init; } = true;

    public HumanTaskStatus? Status { get; init; }

    public string? Assignee { get; init; }

    public bool IsUnassigned { get; init; }

    /// <summary>Those for one of these groups.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    public string? Execution { get; init; }

    public string? Machine { get; init; }

    public DateTimeOffset? DueBefore { get; init; }

    public int? PriorityMin { get; init; }

    /// <summary>A part of the title, whatever its case.</summary>
    public string? Text { get; init; }

    /// <summary>The questions to the store whose answers, put together, are the tasks.</summary>
    internal IEnumerable<RecordQuery> ToRecords()
    {
        var sides = Status is { } status ? [status is HumanTaskStatus.Open or HumanTaskStatus.Claimed] : IsActive is { } active ? [active] : new[] { true, false };
        return from side in sides
               from @group in Groups.Count > 0 ? Groups : [null!]
               select new RecordQuery(RecordKind.Task, BeforeId, CountMax)
               {
                   Facets = [.. Facets(side, @group)], DueBefore = DueBefore, PriorityMin = PriorityMin, Text = Text is { } text ? TaskRecords.SearchText(text) : null,
               };
    }

    /// <summary>The facet that fewest have comes first.</summary>
    private IEnumerable<string> Facets(bool side, string? group)
    {
        if (Execution is { } execution) yield return TaskRecords.ExecutionFacet(side, execution);
        if (Assignee is { } assignee) yield return TaskRecords.AssigneeFacet(side, assignee);
        if (group is not null) yield return TaskRecords.GroupFacet(side, group);
        if (Machine is { } machine) yield return TaskRecords.MachineFacet(side, machine);
        if (Status is { } status) yield return TaskRecords.StatusFacet(status);
        if (IsUnassigned) yield return TaskRecords.UnassignedFacet(side);
        if ((Execution ?? Assignee ?? group ?? Machine) is null && Status is null && !IsUnassigned) yield return TaskRecords.AllFacet(side);
    }
}
