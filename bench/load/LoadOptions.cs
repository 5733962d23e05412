namespace Baton.Load;

/// <summary>How everything is measured.</summary>
internal sealed record LoadOptions
{
    /// <summary>The program to measure, as <c>scripts/build</c> makes it.</summary>
    public required string Server { get; init; }

    /// <summary>Where data folders are made; each is removed after use.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether the store is PostgreSQL, a server of its own for each data folder; SQLite otherwise.</summary>
    public required bool IsPostgres { get; init; }

    /// <summary>How often each figure is taken.</summary>
    public required int Runs { get; init; }

    /// <summary>How long a closed loop runs.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How long a closed loop runs before it is measured, so that the server's code is compiled.</summary>
    public required TimeSpan Warmup { get; init; }

    /// <summary>How many callers a closed loop has; each number is a measurement.</summary>
    public required int[] Callers { get; init; }

    /// <summary>How many connections poll each activity.</summary>
    public required int Workers { get; init; }

    /// <summary>How many workflows sleep.</summary>
    public required int Timers { get; init; }

    /// <summary>How many workflows are in flight when the server is killed; each number is a measurement.</summary>
    public required int[] InFlight { get; init; }

    /// <summary>How many workflows sleep until much later.</summary>
    public required int Parked { get; init; }

    /// <summary>How many closed executions the store holds; each number is a measurement.</summary>
    public required int[] Closed { get; init; }

    /// <summary>How long the soak starts workflows.</summary>
    public required TimeSpan Soak { get; init; }

    /// <summary>How many workflows the soak starts a second.</summary>
    public required int Rate { get; init; }

    /// <summary>From one kill to the next in the soak.</summary>
    public required TimeSpan KillEvery { get; init; }
}
