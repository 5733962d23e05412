using System.Collections.Immutable;
using Baton.Engine.Events;

namespace Baton.Engine;

/// <summary>The variables that a state sets when it is left, evaluated but not yet in force.</summary>
internal sealed record Assignments(ImmutableArray<AssignedVariable> Variables);
