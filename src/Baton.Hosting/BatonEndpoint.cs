using System.Net;
using Baton.Api;
using Baton.Server;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Baton.Hosting;

/// <summary>Hands requests of an application to its Baton, if they may come in.</summary>
internal static class BatonEndpoint
{
    /// <summary>The name of what a request's path has behind the path of the endpoint.</summary>
    public const string RestOfPath = "rest";

    /// <summary>What tells the endpoint from the application's others.</summary>
    public static readonly object Mark = new();

    /// <summary>What a reverse proxy on this machine adds for those who are not.</summary>
    private static readonly string[] ForwardingHeaders = ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host"];

    public static Task HandleAsync(HttpContext http, EmbeddedBaton baton)
    {
        if (!IsAuthorized(http) && !IsLocal(http))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return http.Response.WriteAsync("Baton answers callers on its own machine only. The application lets others in by MapBaton().RequireAuthorization(…).\n");
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body) body.MaxRequestBodySize = StepFunctionsEndpoint.BodyBytesMax;
        var (path, rest) = (http.Request.Path.Value!, $"/{http.GetRouteValue(RestOfPath)}");
        http.Request.PathBase = http.Request.PathBase.Add(path.EndsWith(rest, StringComparison.Ordinal) ? path[..^rest.Length] : path);
        http.Request.Path = rest;
        return baton.Service.HandleAsync(http);
    }

    /// <summary>Where callers reach the first endpoint of an application that listens; null where there is none, or its path differs from request to request.</summary>
    public static string? AddressIn(IServiceProvider services)
    {
        var server = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var path = services.GetService<EndpointDataSource>()?.Endpoints.OfType<RouteEndpoint>().FirstOrDefault(endpoint => endpoint.Metadata.Contains(Mark))?.RoutePattern.RawText;
        path = path?[..path.LastIndexOf("/{**", StringComparison.Ordinal)];
        return server is null || path is null || path.Contains('{', StringComparison.Ordinal) ? null : $"{server}/{path.TrimStart('/')}";
    }

    /// <summary>Whether the application has said who may come in; its authorization has let the caller pass then.</summary>
    private static bool IsAuthorized(HttpContext http) =>
        http.GetEndpoint() is { } endpoint && (endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null || endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is not null || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null);

    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && LoopbackHosts.IsLoopback(http.Request.Host.Host) && !Array.Exists(ForwardingHeaders, http.Request.Headers.ContainsKey);
}
