using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>A transform as a function. It changes nothing but the copy that it makes itself.</summary>
internal sealed class TransformFunction(TransformNode node, Frame frame) : Function
{
    private static readonly Signature ObjectOrArray = SignatureParser.Parse("<(oa):o>");

    private CallSite? _site;

    public override int Arity => 1;

    public override object? Invoke(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        ArgumentBuffer buffer = default;
        return InvokeUnchecked(machine, ObjectOrArray.Bind(arguments, context, buffer), context);
    }

    public override object? InvokeUnchecked(Machine machine, ReadOnlySpan<object?> arguments, object? context)
    {
        if (arguments.Length == 0 || arguments[0] is not { } value) return null;

        var copy = Copy(machine, value);
        var matches = Items.OfOrSingle(node.Pattern.Evaluate(copy, frame));
        for (var i = 0; i < matches.Count; i++)
        {
            if (matches[i] is null) continue;
            Update(matches[i]);
            if (node.Delete is not null) Delete(matches[i], node.Delete);
        }
        return copy;
    }

    public override void CalledFrom(Machine machine, CallSite site) => _site = site;

    protected override CallSite? LastSite(Machine machine) => _site;

    private object? Copy(Machine machine, object value)
    {
        if (node.Clone.Evaluate(null, frame) is not Function function) throw new Fault("T2013") { Position = node.Position };
        if (function is not NativeFunction) value = machine.Apply(function, [value], JsonData.Null) ?? value;
        return new Cloner(machine, this).Clone(value);
    }

    private void Update(object? match)
    {
        var update = node.Update.Evaluate(match, frame);
        if (update is null) return;
        if (!Members.TryOf(update, out var changes)) throw new Fault("T2011") { Position = node.UpdatePosition, Value = update };
        if (changes.Count > 0 && Kind.Symbol(match) is 's' or 'n' or 'b' or 'l') throw JsonataErrors.NotChangeable();
        if (match is not ObjectValue target || target.Owner != this) return;
        for (var i = 0; i < changes.Count; i++) target.Set(changes.Name(i), changes.Value(i));
    }

    private void Delete(object? match, Node delete)
    {
        var value = delete.Evaluate(match, frame);
        if (value is null) return;
        var names = Items.OfOrSingle(value);
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] is not JsonString) throw new Fault("T2012") { Position = node.DeletePosition, Value = value };
        }
        if (match is not ObjectValue target || target.Owner != this) return;
        for (var i = 0; i < names.Count; i++) target.Remove(((JsonString)names[i]!).Value);
    }
}
