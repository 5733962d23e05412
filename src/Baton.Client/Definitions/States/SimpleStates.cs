using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>Hands its input on, or shapes it.</summary>
public sealed class PassState<TLanguage> : FlowState<PassState<TLanguage>, TLanguage>, IShapes<TLanguage>, IHasResult<TLanguage>, IHasParameters<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal PassState(string name, ScopeContent scope)
        : base(name, "Pass", scope)
    {
    }
}

/// <summary>Waits for a time span or until a point in time.</summary>
public sealed class WaitState<TLanguage> : FlowState<WaitState<TLanguage>, TLanguage>, IShapes<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal WaitState(string name, ScopeContent scope, Action<JsonObject> time)
        : base(name, "Wait", scope) => time(Fields);
}

/// <summary>Ends its scope well.</summary>
public sealed class SucceedState<TLanguage> : State<SucceedState<TLanguage>, TLanguage>, IShapes<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal SucceedState(string name, ScopeContent scope)
        : base(name, "Succeed", scope)
    {
    }
}

/// <summary>Ends its scope with an error.</summary>
public sealed class FailState<TLanguage> : State<FailState<TLanguage>, TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal FailState(string name, ScopeContent scope, Value<string, TLanguage>? error, Value<string, TLanguage>? cause)
        : base(name, "Fail", scope)
    {
        error?.SetIn(Fields, "Error");
        cause?.SetIn(Fields, "Cause");
    }
}

/// <summary>Has work done outside.</summary>
public sealed class TaskState<TLanguage> : WorkState<TaskState<TLanguage>, TLanguage>, IShapes<TLanguage>, IHasResult<TLanguage>, IHasParameters<TLanguage>, ICalls<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal TaskState(string name, ScopeContent scope, Resource resource)
        : base(name, "Task", scope) => Fields["Resource"] = resource.Arn;

    /// <summary>How long the task may take; fails with <see cref="ErrorNames.Timeout"/> after that.</summary>
    public TaskState<TLanguage> Timeout(Value<TimeSpan, TLanguage> timeout) => Set("TimeoutSeconds", timeout);

    /// <summary>How long may pass between heartbeats; less than the timeout.</summary>
    public TaskState<TLanguage> Heartbeat(Value<TimeSpan, TLanguage> heartbeat) => Set("HeartbeatSeconds", heartbeat);

    /// <summary>The role to take for the task, in place of the machine's.</summary>
    /// <param name="roleArn">Its ARN, or an expression for it.</param>
    public TaskState<TLanguage> Credentials(Value<string, TLanguage> roleArn)
    {
        SetOnce("Credentials", roleArn.InTemplate("RoleArn"));
        return this;
    }
}

/// <summary>Runs branches side by side, and waits for all of them.</summary>
public sealed class ParallelState<TLanguage> : WorkState<ParallelState<TLanguage>, TLanguage>, IShapes<TLanguage>, IHasResult<TLanguage>, IHasParameters<TLanguage>, ICalls<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private readonly bool _tellsLanguage;
    private readonly List<ScopeContent> _branches = [];

    internal ParallelState(string name, ScopeContent scope, bool tellsLanguage)
        : base(name, "Parallel", scope) => _tellsLanguage = tellsLanguage;

    /// <summary>Adds a branch.</summary>
    /// <param name="branch">Adds its states; the first one is where it starts.</param>
    public ParallelState<TLanguage> Branch(Action<StateScope<TLanguage>> branch)
    {
        ArgumentNullException.ThrowIfNull(branch);
        var content = Scope.Inside($"branch {_branches.Count} of '{Name}'");
        _branches.Add(content);
        branch(new StateScope<TLanguage>(content, _tellsLanguage));
        return this;
    }

    internal override JsonObject ToJson(List<string> faults)
    {
        if (_branches.Count == 0) faults.Add($"'{Name}' has no branches (Branch).");
        var state = base.ToJson(faults);
        var branches = new JsonArray();
        foreach (var content in _branches)
        {
            var branch = new JsonObject();
            content.WriteTo(branch, faults);
            branches.Add((JsonNode)branch);
        }
        state["Branches"] = branches;
        return state;
    }
}
