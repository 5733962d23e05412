using Baton.Json;

namespace Baton.Runtime.MapRuns;

/// <summary>Writes the results of a Map Run outside the execution.</summary>
public interface IResultWriter
{
    /// <summary>Writes the result files and, last, the manifest that names them. Doing it again for the same request replaces what was written.</summary>
    /// <param name="request">Where to, and in which form.</param>
    /// <param name="children">The child executions in the order of their items, read as they come.</param>
    /// <returns>Where the manifest is.</returns>
    /// <exception cref="ResultWriterException">The results cannot be written there.</exception>
    Task<ManifestLocation> WriteAsync(ResultWriterRequest request, IAsyncEnumerable<ChildResult> children, CancellationToken cancellationToken);
}

/// <summary>What a <c>ResultWriter</c> says, its expressions evaluated.</summary>
/// <param name="MapRunArn">The run that the results are of; its last part names the folder under <c>Prefix</c>.</param>
/// <param name="Arguments"><c>Bucket</c> and <c>Prefix</c>.</param>
/// <param name="Configuration"><c>WriterConfig</c> as written.</param>
public sealed record ResultWriterRequest(string MapRunArn, JsonObject Arguments, JsonObject Configuration);

/// <summary>A child execution as result files tell it.</summary>
public sealed record ChildResult
{
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    /// <summary><c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c>, <c>ABORTED</c> or, where it was never started, <c>PENDING</c>.</summary>
    public required string Status { get; init; }

    public required JsonText Input { get; init; }

    public JsonText? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? StoppedAt { get; init; }

    public int RedriveCount { get; init; }

    public DateTimeOffset? RedrivenAt { get; init; }
}

public sealed record ManifestLocation(string Bucket, string Key);

/// <summary>Results cannot be written: <c>States.ResultWriterFailed</c> with the message as its cause.</summary>
public sealed class ResultWriterException(string cause, Exception? inner = null) : Exception(cause, inner);
