namespace Baton.WebConsole.Query;

/// <summary>What kind of values a field has; its operators and how its values are written follow from that.</summary>
internal enum QueryType
{
    Status,
    Text,
    Number,
    Duration,
    Time,

    /// <summary>A value within a JSON document, by its path.</summary>
    Json,
}

/// <summary>What has to be read to know a field.</summary>
internal enum QuerySource
{
    /// <summary>The row of the execution, which lists have.</summary>
    Row,

    /// <summary>The record of its case.</summary>
    Case,

    /// <summary>Its first and its last event.</summary>
    Data,
}

/// <summary>Something that executions are asked for.</summary>
/// <param name="Says">What it is, for people.</param>
/// <param name="MayBeAbsent">Whether there are executions without one, so that <c>= null</c> has a meaning.</param>
internal sealed record QueryField(string Name, QueryType Type, QuerySource Source, string Says, bool MayBeAbsent = false)
{
    private static readonly QueryOperator[] Comparisons =
        [QueryOperator.Equal, QueryOperator.NotEqual, QueryOperator.Less, QueryOperator.LessOrEqual, QueryOperator.Greater, QueryOperator.GreaterOrEqual];

    private static readonly QueryOperator[] Matches = [QueryOperator.Equal, QueryOperator.NotEqual, QueryOperator.Contains, QueryOperator.NotContains, QueryOperator.StartsWith, QueryOperator.In];

    public static QueryField Status { get; } = new("status", QueryType.Status, QuerySource.Row, "RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED");

    public static QueryField Machine { get; } = new("machine", QueryType.Text, QuerySource.Row, "The state machine, by its name or ARN");

    public static QueryField ExecutionName { get; } = new("name", QueryType.Text, QuerySource.Row, "The name of the execution");

    public static QueryField Started { get; } = new("started", QueryType.Time, QuerySource.Row, "When it was started");

    public static QueryField Stopped { get; } = new("stopped", QueryType.Time, QuerySource.Row, "When it ended", MayBeAbsent: true);

    public static QueryField Duration { get; } = new("duration", QueryType.Duration, QuerySource.Row, "From its start to its end, or to now");

    public static QueryField Error { get; } = new("error", QueryType.Text, QuerySource.Data, "The error that it ended with", MayBeAbsent: true);

    public static QueryField Cause { get; } = new("cause", QueryType.Text, QuerySource.Data, "The cause of that error", MayBeAbsent: true);

    public static QueryField Input { get; } = new("input", QueryType.Json, QuerySource.Data, "A value of the input by its path, like input.order.id", MayBeAbsent: true);

    public static QueryField Output { get; } = new("output", QueryType.Json, QuerySource.Data, "A value of the output by its path", MayBeAbsent: true);

    public static QueryField RedriveCount { get; } = new("redriveCount", QueryType.Number, QuerySource.Row, "How often it was redriven");

    public static QueryField Version { get; } = new("version", QueryType.Number, QuerySource.Row, "The version that it was started by", MayBeAbsent: true);

    public static QueryField Alias { get; } = new("alias", QueryType.Text, QuerySource.Row, "The alias that it was started by", MayBeAbsent: true);

    public static QueryField CaseKey { get; } = new("case.key", QueryType.Text, QuerySource.Case, "The key of its case", MayBeAbsent: true);

    /// <summary>All, in the order in which they are told.</summary>
    public static IReadOnlyList<QueryField> All { get; } =
    [
        Status, Machine, ExecutionName, Started, Stopped, Duration, Error, Cause, Input, Output, RedriveCount, Version, Alias, CaseKey,
        new("case.title", QueryType.Text, QuerySource.Case, "The title of its case", MayBeAbsent: true),
        new("case.status", QueryType.Text, QuerySource.Case, "The status of its case", MayBeAbsent: true),
        new("case.owner", QueryType.Text, QuerySource.Case, "Who owns its case", MayBeAbsent: true),
    ];

    public IReadOnlyList<QueryOperator> Operators => Type switch
    {
        QueryType.Status => [QueryOperator.Equal, QueryOperator.NotEqual, QueryOperator.In],
        QueryType.Text => Matches,
        QueryType.Number => [.. Comparisons, QueryOperator.In],
        QueryType.Json => [.. Comparisons, .. Matches.Except(Comparisons)],
        QueryType.Duration or QueryType.Time => [.. Comparisons.Skip(2)],
        _ => throw new InvalidOperationException($"No operators for {Type}."),
    };
}
