using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>The variables of one scope: where they are set, and where they are read.</summary>
/// <param name="Outer">The scope around this one; null for the machine.</param>
/// <param name="ReadsOuter">Whether variables of the scope around it can be read: not so in the child executions of a distributed Map.</param>
internal sealed record VariableScope(VariableScope? Outer, bool ReadsOuter)
{
    private readonly List<VariableScope> _inner = [];

    /// <summary>Names to where they are first set.</summary>
    public Dictionary<string, Place> Assigned { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that are read, and where.</summary>
    public List<(string Name, Place Place)> References { get; } = [];

    public IReadOnlyList<VariableScope> Inner => _inner;

    /// <summary>A scope inside of this one.</summary>
    public VariableScope Nest(bool readsOuter)
    {
        var scope = new VariableScope(this, readsOuter);
        _inner.Add(scope);
        return scope;
    }
}
