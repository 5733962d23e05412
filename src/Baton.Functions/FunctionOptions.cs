using Baton.Client;
using Baton.Runtime.Connections;
using Microsoft.AspNetCore.Http;

namespace Baton.Functions;

/// <summary>What functions need to know of the server that they run on.</summary>
public sealed record FunctionOptions
{
    /// <summary>Where the logs of hosted functions are, a folder for each.</summary>
    public required string LogFolder { get; init; }

    /// <summary>
    /// Whether functions may be commands that the server starts. Default not: whoever reaches the server could start programs as its user.
    /// </summary>
    public bool AllowsHosted { get; init; }

    /// <summary>What the variables of hosted functions are encrypted with where they are stored.</summary>
    public required SecretKeys Secrets { get; init; }

    /// <summary>Where the Invoke API is to which functions are forwarded that name no address (<c>Baton:Endpoints:lambda</c>); null for nowhere.</summary>
    public Uri? ForwardEndpoint { get; init; }

    /// <summary>
    /// Posts to the address that a function was added with, where calls may go there. Throws <see cref="HttpRequestException"/> where they may not, with the reason.
    /// </summary>
    public required Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> CallAsync { get; init; }

    /// <summary>What forwarded invocations are signed with; null where emulators take any signature.</summary>
    public AwsCredentials? Credentials { get; init; }

    /// <summary>The region that forwarded invocations are signed for, and hosted functions are told.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Where this server listens, for functions that call it; known when it does.</summary>
    public Func<string> ServerAddress { get; init; } = () => "";

    /// <summary>Lets requests through that are meant for this server; what listens for runtimes asks it too.</summary>
    public required Func<HttpContext, RequestDelegate, Task> Guard { get; init; }
}
