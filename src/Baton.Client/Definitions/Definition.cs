using Baton.Language;
using Baton.Language.Model;

namespace Baton.Client.Definitions;

/// <summary>A state machine in the Amazon States Language, found without errors by Baton's own validation.</summary>
public sealed class Definition
{
    private Definition(string text, ParsedDefinition parsed)
    {
        Text = text;
        Machine = parsed.Machine!;
        Warnings = parsed.Findings; // without errors, warnings are all that is left
    }

    /// <summary>The definition as JSON text, as CreateStateMachine takes it.</summary>
    public string Text { get; }

    /// <summary>What the text means.</summary>
    public StateMachine Machine { get; }

    /// <summary>What validation advises against; it refuses nothing.</summary>
    public IReadOnlyList<Diagnostic> Warnings { get; }

    /// <summary>Builds a machine whose states use JSONata.</summary>
    /// <param name="build">Adds the states; the first one is where executions start, unless <see cref="StateScope{TLanguage}.StartAt"/> says otherwise.</param>
    /// <exception cref="DefinitionException">What was built is no machine; the message tells everything that is wrong.</exception>
    public static Definition InJsonata(Action<MachineBuilder<Jsonata>> build) => Build(build);

    /// <summary>Builds a machine whose states use JSONPath; single ones may use JSONata (<see cref="StateScopeExtensions.InJsonata"/>).</summary>
    /// <inheritdoc cref="InJsonata"/>
    public static Definition InJsonPath(Action<MachineBuilder<JsonPath>> build) => Build(build);

    /// <summary>Takes a definition that is text already.</summary>
    /// <exception cref="DefinitionException">The text is no definition; the message tells everything that is wrong.</exception>
    public static Definition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parsed = DefinitionParser.Parse(text, DefinitionOptions.Standard);
        return parsed.HasErrors ? throw new DefinitionException(parsed.Findings) : new Definition(text, parsed);
    }

    /// <summary>Reads a definition from a file.</summary>
    /// <param name="path">Where the file is, in UTF-8.</param>
    /// <exception cref="DefinitionException">The text is no definition.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Definition FromFile(string path)
    {
        var text = File.ReadAllText(path);
        try
        {
            return Parse(text);
        }
        catch (DefinitionException e)
        {
            throw new DefinitionException(e.Findings, path);
        }
    }

    /// <summary>The text.</summary>
    public override string ToString() => Text;

    private static Definition Build<TLanguage>(Action<MachineBuilder<TLanguage>> build)
        where TLanguage : class, IQueryLanguage
    {
        ArgumentNullException.ThrowIfNull(build);
        var machine = new MachineBuilder<TLanguage>();
        build(machine);
        return Parse(machine.ToText());
    }
}
