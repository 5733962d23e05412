using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>When and how often a failed state is tried again. What is not set is as the language has it.</summary>
/// <param name="errors">The error names that it is for; see <see cref="ErrorNames"/>.</param>
public sealed class Retry(params string[] errors)
{
    /// <summary>The wait before the first retry, whole seconds; 1 s unless set.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How many retries; 0 is never, 3 unless set.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>The factor by which the wait grows, at least 1; 2 unless set.</summary>
    public double? BackoffRate { get; init; }

    /// <summary>The longest wait, whole seconds.</summary>
    public TimeSpan? MaxDelay { get; init; }

    /// <summary>Whether each wait is drawn at random between zero and what was computed; no unless set.</summary>
    public bool? FullJitter { get; init; }

    /// <summary>What a reader should know.</summary>
    public string? Comment { get; init; }

    internal JsonObject ToJson()
    {
        var fields = new JsonObject { ["ErrorEquals"] = Names.Array(errors) };
        if (Interval is { } interval) ((Value<TimeSpan, Jsonata>)interval).SetIn(fields, "IntervalSeconds");
        if (MaxAttempts is { } attempts) fields[nameof(MaxAttempts)] = attempts;
        if (BackoffRate is { } rate) fields[nameof(BackoffRate)] = rate;
        if (MaxDelay is { } delay) ((Value<TimeSpan, Jsonata>)delay).SetIn(fields, "MaxDelaySeconds");
        if (FullJitter is { } jitter) fields["JitterStrategy"] = jitter ? "FULL" : "NONE";
        if (Comment is not null) fields[nameof(Comment)] = Comment;
        return fields;
    }
}

internal static class Names
{
    public static JsonArray Array(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
