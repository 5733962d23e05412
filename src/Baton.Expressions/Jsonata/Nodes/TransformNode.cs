namespace Baton.Expressions.Jsonata;

/// <summary><c>| pattern | update, delete |</c>: a function that changes a copy of what it is given.</summary>
/// <param name="clone">What <c>$clone</c> means here.</param>
/// <param name="pattern">What in the copy is to be changed.</param>
/// <param name="update">The properties to set.</param>
/// <param name="delete">The names of the properties to remove; null for none.</param>
internal sealed class TransformNode(Node clone, Node pattern, Node update, Node? delete) : LeafNode
{
    public required int Position { get; init; }

    public required int? UpdatePosition { get; init; }

    public required int? DeletePosition { get; init; }

    public Node Clone => clone;

    public Node Pattern => pattern;

    public Node Update => update;

    public Node? Delete => delete;

    public override object? Raw(object? input, Frame frame) => new TransformFunction(this, frame);
}
