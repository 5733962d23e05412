using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads states that can transition to one another: those of the machine, a branch, or an item processor.</summary>
internal static class ScopeParser
{
    private static readonly FieldSet ScopeFields = FieldSet.Of("StartAt States Comment");

    public static FieldSet MachineFields { get; } = FieldSet.Of("Version TimeoutSeconds QueryLanguage").With(ScopeFields);

    public static FieldSet BranchFields => ScopeFields;

    public static FieldSet ProcessorFields { get; } = FieldSet.Of("ProcessorConfig").With(ScopeFields);

    // scope = StartAt States [Comment]
    public static Scope? Read(ObjectReader at)
    {
        at.Require("States", "StartAt");
        var (start, comment) = (at.String("StartAt"), at.String("Comment"));
        if (at.Object("States") is not { } json) return null;
        if (json.Count == 0) at.Error("States", Texts.Empty);
        var states = new Dictionary<string, State>(json.Count, StringComparer.Ordinal);
        foreach (var (name, value) in json.Properties)
        {
            if (StateParser.Read(at, name, value) is { } state) states.Add(name, state);
        }
        if (start is null) return null;
        var scope = new Scope { StartAt = start, States = states, Comment = comment, Pointer = at.Place == Place.Root ? "" : at.Place.ToString() };
        foreach (var (name, state) in states)
        {
            state.Scope = scope;
            at.Context.States.TryAdd(name, state);
        }
        return scope;
    }
}
