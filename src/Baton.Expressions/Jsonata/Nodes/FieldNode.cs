using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>A path of one name with nothing on it: the commonest expression of all.</summary>
internal sealed class FieldNode(string name) : Node
{
    private readonly NameFinder _finder = new(name);
    private readonly PathNode _path = new([new NodeStep(new NameNode(name), [])], keepsArray: false, marksArray: false, group: null);

    public override object? Evaluate(object? input, Frame frame)
    {
        if (input is not JsonObject json) return base.Evaluate(input, frame);
        frame.Machine.Enter();
        var result = _finder.In(json);
        frame.Machine.Leave();
        return result;
    }

    public override object? Raw(object? input, Frame frame) => _path.Raw(input, frame);
}
