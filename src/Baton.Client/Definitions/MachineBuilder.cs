using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>Builds a state machine; see <see cref="Definition.InJsonata"/> and <see cref="Definition.InJsonPath"/>.</summary>
/// <typeparam name="TLanguage">The language of its states.</typeparam>
public sealed class MachineBuilder<TLanguage> : StateScope<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _fields = [];

    internal MachineBuilder()
        : base(new ScopeContent("The machine", []), tellsLanguage: false)
    {
    }

    /// <summary>What a reader should know.</summary>
    public MachineBuilder<TLanguage> Comment(string comment)
    {
        _fields["Comment"] = comment;
        return this;
    }

    /// <summary>How long an execution may take, in whole seconds.</summary>
    public MachineBuilder<TLanguage> Timeout(TimeSpan timeout)
    {
        ((Value<TimeSpan, TLanguage>)timeout).SetIn(_fields, "TimeoutSeconds");
        return this;
    }

    /// <summary>The version of the language; 1.0, which is the only one, unless set.</summary>
    public MachineBuilder<TLanguage> Version(string version)
    {
        _fields["Version"] = version;
        return this;
    }

    /// <exception cref="DefinitionException">A state neither goes on nor ends, or a scope is empty.</exception>
    internal string ToText()
    {
        var machine = (JsonObject)_fields.DeepClone();
        if (typeof(TLanguage) == typeof(Jsonata)) machine["QueryLanguage"] = TLanguage.Name;
        var faults = new List<string>();
        Content.WriteTo(machine, faults);
        return faults.Count == 0 ? machine.ToJsonString(Indented) : throw new DefinitionException($"The definition is not complete:{string.Concat(faults.Select(fault => $"\n  {fault}"))}");
    }
}
