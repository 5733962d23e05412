using System.Collections.Immutable;

namespace Baton.Engine.Execution;

/// <summary>Branches or iterations that were given up together: what a redrive goes on from.</summary>
/// <param name="FanOut">How far they had come, with the outputs of those that had ended.</param>
/// <param name="Frames">The frames below, all levels of them, as they stood; empty where an outer state that was given up with this one holds them.</param>
public sealed record HaltedFanOut(FanOut FanOut, ImmutableArray<Frame> Frames);
