using System.Text.Json.Nodes;

namespace Baton.Client.Definitions;

/// <summary>What a caught error leaves behind.</summary>
/// <typeparam name="TLanguage">The language of the state.</typeparam>
public sealed class Catcher<TLanguage>
    where TLanguage : class, IQueryLanguage
{
    internal Catcher(string[] errors, State target) => Fields = new JsonObject { ["ErrorEquals"] = Names.Array(errors), ["Next"] = target.Name };

    internal JsonObject Fields { get; }

    /// <summary>Sets variables; in JSONata <c>$states.errorOutput</c> has the error.</summary>
    /// <param name="variables">An object; its members are the variables.</param>
    public Catcher<TLanguage> Assign(object variables)
    {
        Fields["Assign"] = Template.Of<TLanguage>(variables, "Assign");
        return this;
    }

    /// <summary>What a reader should know.</summary>
    public Catcher<TLanguage> Comment(string comment)
    {
        Fields["Comment"] = comment;
        return this;
    }
}

/// <summary>What only one of the languages has.</summary>
public static class CatcherExtensions
{
    /// <summary>Where the error goes in the state's input; null drops it, and without this it takes the input's place.</summary>
    public static Catcher<JsonPath> ResultPath(this Catcher<JsonPath> catcher, JsonPath? path)
    {
        ArgumentNullException.ThrowIfNull(catcher);
        catcher.Fields["ResultPath"] = path?.Path;
        return catcher;
    }

    /// <summary>The next state's input; without this it is the error.</summary>
    public static Catcher<Jsonata> Output(this Catcher<Jsonata> catcher, object? output)
    {
        ArgumentNullException.ThrowIfNull(catcher);
        catcher.Fields["Output"] = Template.Of<Jsonata>(output, "Output");
        return catcher;
    }
}
