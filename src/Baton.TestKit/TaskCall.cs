using System.Text.Json;

namespace Baton.TestKit;

/// <summary>One call of a task.</summary>
public sealed class TaskCall
{
    private readonly JsonSerializerOptions _json;

    internal TaskCall(string state, string resource, string input, JsonSerializerOptions json) => (State, Resource, Input, _json) = (state, resource, input, json);

    /// <summary>The state that calls.</summary>
    public string State { get; }

    /// <summary>What it calls, as an ARN.</summary>
    public string Resource { get; }

    /// <summary>With what, as JSON text.</summary>
    public string Input { get; }

    /// <summary>With what.</summary>
    public T? InputAs<T>() => JsonSerializer.Deserialize<T>(Input, _json);

    /// <summary>State and input.</summary>
    public override string ToString() => $"{State} {Input}";
}
