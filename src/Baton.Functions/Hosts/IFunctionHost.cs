using Baton.Functions.Invocations;

namespace Baton.Functions.Hosts;

/// <summary>Runs the invocations of one function.</summary>
internal interface IFunctionHost : IAsyncDisposable
{
    /// <summary>Begins; what cannot begin says why, and can be asked again.</summary>
    /// <exception cref="FunctionSettingsException">What was set cannot be had now: a port is in use.</exception>
    Task StartAsync();

    /// <summary>Runs an invocation to its end, or until the caller does not want it any more.</summary>
    /// <exception cref="FunctionException">It was not run.</exception>
    Task<FunctionResult> RunAsync(FunctionInvocation invocation, CancellationToken cancellationToken);

    /// <summary>Takes over new settings without a break, for what comes from now on; false where another host is needed.</summary>
    bool TryChange(FunctionSettings settings);

    FunctionStatus Status { get; }

    /// <summary>How many invocations have not ended.</summary>
    int Open { get; }
}
