using Baton.Engine;
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

public sealed record ManifestLocation(string Bucket, string Key);

/// <summary>Results cannot be written: <c>States.ResultWriterFailed</c> with the message as its cause.</summary>
public sealed class ResultWriterException(string cause, Exception? inner = null) : Exception(cause, inner);
