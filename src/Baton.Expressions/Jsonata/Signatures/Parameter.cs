namespace Baton.Expressions.Jsonata;

/// <summary>One parameter of a signature.</summary>
internal sealed class Parameter(char type, string symbols)
{
    /// <summary>The letter of its type; <c>(</c> for a choice of types.</summary>
    public char Type => type;

    /// <summary>What it calls its type where a message names it.</summary>
    public string TypeName { get; init; } = type.ToString();

    /// <summary>The type of the items or arguments, as written between angle brackets; null where none is.</summary>
    public string? Subtype { get; set; }

    public bool IsOptional { get; set; }

    /// <summary>Optional, and left out where leaving it out fits too.</summary>
    public bool IsLazy { get; set; }

    public bool IsRepeated { get; set; }

    /// <summary>Whether the context value stands in for it when it is missing.</summary>
    public bool TakesContext { get; set; }

    public bool Accepts(char symbol) => symbols.Contains(symbol, StringComparison.Ordinal);
}
