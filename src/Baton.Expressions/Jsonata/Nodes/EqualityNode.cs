using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary><c>=</c> and <c>!=</c>; false both, where a side is nothing.</summary>
internal sealed class EqualityNode(string @operator, Node left, Node right, int position) : BinaryNode(@operator, left, right, position)
{
    private readonly bool _isEqual = @operator == "=";

    public override bool IsBoolean => true;

    protected override object Compute(object? first, object? second, Machine machine) =>
        JsonData.Of(first is not null && second is not null && Equality.AreEqual(machine, first, second) == _isEqual);
}
