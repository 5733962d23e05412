using Baton.Api.Protocol;
using Baton.Language.Model;

namespace Baton.Api.StateTesting;

/// <summary>What a mocked state is told of the past that it did not have.</summary>
internal sealed record StateConfiguration
{
    public static StateConfiguration None { get; } = new();

    /// <summary>How often the retrier that takes the mocked error has tried already.</summary>
    public int? RetrierRetryCount { get; private init; }

    /// <summary>In which state inside a Map or Parallel the mocked error came up.</summary>
    public string? ErrorCausedByState { get; private init; }

    /// <summary>How many iterations of a Map failed.</summary>
    public int? MapIterationFailureCount { get; private init; }

    /// <summary>What a Map's ItemReader read, as it was stored.</summary>
    public string? MapItemReaderData { get; private init; }

    /// <summary>The first member that is set, as messages name it; null where none is.</summary>
    public string? FirstMember =>
        RetrierRetryCount is not null ? "RetrierRetryCount"
        : ErrorCausedByState is not null ? "ErrorCausedByState"
        : MapIterationFailureCount is not null ? "MapIterationFailureCount"
        : MapItemReaderData is not null ? "MapItemReaderData" : null;

    public static StateConfiguration Read(RequestReader? configuration, int bytesMax) => configuration is null ? None : new StateConfiguration
    {
        RetrierRetryCount = configuration.Integer("retrierRetryCount", 0, int.MaxValue),
        ErrorCausedByState = configuration.Optional("errorCausedByState", 80, 1),
        MapIterationFailureCount = configuration.Integer("mapIterationFailureCount", 0, int.MaxValue),
        MapItemReaderData = configuration.Optional("mapItemReaderData", bytesMax),
    };

    /// <exception cref="ApiException">A member is not for this state.</exception>
    public void CheckFor(State state)
    {
        if (MapIterationFailureCount is not null && state is not MapState) throw OnlyFor("MapIterationFailureCount", "a Map state");
        if (MapItemReaderData is not null && state is not MapState { Distributed.ItemReader: not null }) throw OnlyFor("MapItemReaderData", "a Map state with an ItemReader");
        if (ErrorCausedByState is not { } cause) return;
        if (state is not (MapState or ParallelState)) throw OnlyFor("ErrorCausedByState", "a Map or Parallel state");
        if (CausedBy(state) is null) throw Errors.Validation($"ErrorCausedByState names '{cause}', which is no state inside '{state.Name}'.");
    }

    /// <summary>The state inside a Map or Parallel that the mocked error is of; null where none is named.</summary>
    public State? CausedBy(State state) => ErrorCausedByState is null ? null : Inside(state).FirstOrDefault(inner => inner.Name == ErrorCausedByState);

    private static IEnumerable<State> Inside(State state) => ScopesOf(state).SelectMany(scope => scope.States.Values).SelectMany(inner => Inside(inner).Prepend(inner));

    private static IEnumerable<Scope> ScopesOf(State state) => state switch
    {
        MapState map => [map.ItemProcessor],
        ParallelState parallel => parallel.Branches,
        _ => [],
    };

    private static ApiException OnlyFor(string member, string what) => Errors.Validation($"TestState supports {member} only for {what}.");
}
