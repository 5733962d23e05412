namespace Baton.Expressions.Jsonata;

/// <summary>What an expression can refer to outside of itself.</summary>
public enum JsonataReferenceKind
{
    /// <summary>A variable that the expression does not bind itself.</summary>
    Variable,

    /// <summary>A built-in function; a variable of its name would take its place.</summary>
    Function,

    /// <summary>The input document as the context: <c>$</c> where no path or function gives another one.</summary>
    Context,

    /// <summary>The input document as such: <c>$$</c>.</summary>
    Root,

    /// <summary>A name, <c>*</c>, <c>**</c> or <c>%</c> that is looked up in the input document.</summary>
    Field,
}

/// <summary>One reference.</summary>
/// <param name="Kind">What it refers to.</param>
/// <param name="Name">The name, without <c>$</c>; empty for the context, <c>$</c> for the root.</param>
/// <param name="Path">The names that follow it as steps: <c>input</c>, <c>orders</c> for <c>$states.input.orders[0]</c>.</param>
/// <param name="Position">Where in the text it ends, like the positions of failures; null for <c>%</c>.</param>
public sealed record JsonataReference(JsonataReferenceKind Kind, string Name, IReadOnlyList<string> Path, int? Position);

/// <summary>One binding with <c>:=</c>.</summary>
/// <param name="Name">The variable, without <c>$</c>.</param>
/// <param name="Position">Where in the text the operator ends.</param>
public sealed record JsonataAssignment(string Name, int? Position);
