namespace Baton.Store;

/// <summary>What a record is. The numbers are stored and never change meaning.</summary>
public enum RecordKind
{
    /// <summary>A task for people.</summary>
    Task = 1,

    /// <summary>Something that was done to a task.</summary>
    TaskAct = 2,

    /// <summary>A file that belongs to a task.</summary>
    Attachment = 3,

    /// <summary>The case that an execution carries.</summary>
    Case = 4,

    /// <summary>Something that was done to a case.</summary>
    CaseAct = 5,

    /// <summary>A message that is to be sent.</summary>
    Message = 6,

    /// <summary>Word that an execution waits for a task of people no more.</summary>
    Notice = 7,

    /// <summary>Something that a person did, in the order of all that people did.</summary>
    Audit = 8,

    /// <summary>A query over executions that people have named.</summary>
    View = 9,

    /// <summary>Something that is done to many executions.</summary>
    BulkJob = 10,

    /// <summary>How that went for some of them.</summary>
    BulkResults = 11,

    /// <summary>A test of one state of a machine.</summary>
    TestCase = 12,

    /// <summary>What an execution is found by: values of its input.</summary>
    SearchValues = 13,

    /// <summary>The paths of a machine whose values its executions are found by; its id is the machine's.</summary>
    SearchPaths = 14,
}

/// <summary>
/// Something beside the executions that is durable, is found by what it has in common with others (its facets), and may have to be looked at when a time has
/// come. What it says is opaque to the store. Times are as <see cref="StoreTime"/> keeps them.
/// </summary>
public sealed record RecordRow
{
    public required RecordKind Kind { get; init; }

    /// <summary>Ascending in each kind.</summary>
    public required long Id { get; init; }

    /// <summary>1 for a new record, one more with each change.</summary>
    public required int Version { get; init; }

    /// <summary>The execution that it belongs to, with which it is removed; null for none.</summary>
    public long? ExecutionNumber { get; init; }

    /// <summary>When it has to be looked at without anybody asking; null for never.</summary>
    public DateTimeOffset? WakeUpAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public int Priority { get; init; }

    /// <summary>What a search for text looks in; the search is for exactly what is here, so both sides fold the case.</summary>
    public string SearchText { get; init; } = "";

    /// <summary>What it says, as JSON.</summary>
    public required string Body { get; init; }
}

/// <summary>Which records are wanted, the newest first.</summary>
/// <param name="Kind">What they are.</param>
/// <param name="BeforeId">Only those with a lower id: where the page before ended; <see cref="long.MaxValue"/> for the first page.</param>
/// <param name="CountMax">At most this many, at least 1.</param>
public sealed record RecordQuery(RecordKind Kind, long BeforeId, int CountMax)
{
    /// <summary>How many facets a query can name.</summary>
    public const int FacetsMax = 6;

    /// <summary>Only those with a higher id.</summary>
    public long AfterId { get; init; }

    /// <summary>Only those that have all these facets, of which the first should be the one that fewest have. None is any, and goes with none of the conditions below.</summary>
    public IReadOnlyList<string> Facets { get; init; } = [];

    /// <summary>Only those that are due before this time.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only those of at least this priority.</summary>
    public int? PriorityMin { get; init; }

    /// <summary>Only those whose <see cref="RecordRow.SearchText"/> holds this.</summary>
    public string? Text { get; init; }

    /// <summary>What every store asks of a query.</summary>
    /// <exception cref="ArgumentException">It wants no rows, too many facets, or a condition without a facet.</exception>
    public void Check()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(CountMax);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Facets.Count, FacetsMax);
        if (Facets.Count == 0 && (DueBefore, PriorityMin, Text) is not (null, null, null)) throw new ArgumentException("A query with a condition names a facet.");
    }
}
