namespace Baton.Api.Streams;

/// <summary>The bounds of a worker stream, which docs/reference/worker-stream.md tells.</summary>
internal static class StreamLimits
{
    /// <summary>The longest frame, in bytes: as long as a request of the API.</summary>
    public const int FrameBytesMax = StepFunctionsEndpoint.BodyBytesMax;

    /// <summary>Where the server begins another frame, in bytes, unless one item alone is longer.</summary>
    public const int FrameBytesWanted = 256 * 1024;

    /// <summary>How many activities one stream may serve.</summary>
    public const int ServesMax = 1_000;

    /// <summary>How many tasks of one activity a worker may take at once.</summary>
    public const int TasksMax = 10_000;

    /// <summary>How many results, starts and the like may wait for their answers; beyond it the server reads no further frame.</summary>
    public const int UnansweredMax = 4_096;

    /// <summary>How many executions one stream may wait for.</summary>
    public const int WaitsMax = 100_000;

    /// <summary>How many bytes of tasks may wait to be sent to a worker before it is given no more.</summary>
    public const int TaskBytesMax = 1024 * 1024;

    /// <summary>How many bytes may wait to be sent to one that does not read, before its stream is closed.</summary>
    public const long WaitingBytesMax = 64 * 1024 * 1024;

    /// <summary>How often the server says something if there is nothing to say.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(10);

    /// <summary>How long the other side may be silent, or not read, before it counts as gone.</summary>
    public static readonly TimeSpan SilenceMax = TimeSpan.FromSeconds(30);
}
