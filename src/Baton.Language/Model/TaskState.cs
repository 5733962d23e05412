using System.Diagnostics.CodeAnalysis;
using Baton.Expressions;

namespace Baton.Language.Model;

/// <summary>Has work done outside.</summary>
public sealed class TaskState : State
{
    public TaskState()
    {
    }

    [SetsRequiredMembers]
    internal TaskState(StateHead head, TaskResource resource)
        : base(head) => Resource = resource;

    public override StateType Type => StateType.Task;

    public required TaskResource Resource { get; init; }

    /// <summary>The object that gives <c>RoleArn</c>; null where the machine's own role is used.</summary>
    public ValueTemplate? Credentials { get; init; }

    public ValueSource? TimeoutSeconds { get; init; }

    public ValueSource? HeartbeatSeconds { get; init; }

    public IReadOnlyList<Retrier> Retry { get; init; } = [];

    public IReadOnlyList<Catcher> Catch { get; init; } = [];
}
