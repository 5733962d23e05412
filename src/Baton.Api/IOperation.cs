using Baton.Api.Protocol;

namespace Baton.Api;

/// <summary>One operation of the API: reads a request, lets the runtime do it, writes the answer.</summary>
internal interface IOperation
{
    /// <exception cref="ApiException">The error that the caller gets.</exception>
    Task ExecuteAsync(RequestReader request, ResponseWriter response, ApiCaller caller);
}
