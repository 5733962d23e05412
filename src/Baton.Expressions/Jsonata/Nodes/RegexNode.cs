namespace Baton.Expressions.Jsonata;

/// <summary>A regular expression: a function that matches strings.</summary>
internal sealed class RegexNode(RegexProgram program, int position) : LeafNode
{
    public override object? Raw(object? input, Frame frame) => new RegexFunction(program, position);
}
