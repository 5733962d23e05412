using Baton.Engine.Execution;

namespace Baton.Runtime.Tasks;

/// <summary>An integration that can tell what went over the wire for a task that is tried out.</summary>
public interface ITracingIntegration : ITaskIntegration
{
    /// <inheritdoc cref="ITaskIntegration.InvokeAsync"/>
    /// <param name="trace">Takes what is sent and what comes back.</param>
    Task<TaskOutcome> InvokeAsync(OpenTask task, HttpTrace trace, CancellationToken cancellationToken);
}

/// <summary>One HTTP exchange, as <c>TestState</c> tells it.</summary>
/// <param name="revealsSecrets">Whether the request is told with what a connection added to it.</param>
public sealed class HttpTrace(bool revealsSecrets)
{
    public bool RevealsSecrets { get; } = revealsSecrets;

    /// <summary>Null while nothing was sent.</summary>
    public HttpTraceRequest? Request { get; set; }

    /// <summary>Null while nothing came back.</summary>
    public HttpTraceResponse? Response { get; set; }
}

/// <summary>A request.</summary>
/// <param name="Protocol"><c>https</c> or <c>http</c>.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">The address, with the query.</param>
/// <param name="Headers"><c>[NAME: VALUE, NAME: VALUE]</c>.</param>
/// <param name="Body">The body; null for none.</param>
public sealed record HttpTraceRequest(string Protocol, string Method, string Url, string Headers, string? Body);

/// <summary>A response.</summary>
/// <param name="Protocol"><c>https</c> or <c>http</c>.</param>
/// <param name="StatusCode">Three digits.</param>
/// <param name="StatusMessage">What the server says of the code.</param>
/// <param name="Headers"><c>[NAME: VALUE, NAME: VALUE]</c>.</param>
/// <param name="Body">The body as text; null where it is none.</param>
public sealed record HttpTraceResponse(string Protocol, string StatusCode, string StatusMessage, string Headers, string? Body);
