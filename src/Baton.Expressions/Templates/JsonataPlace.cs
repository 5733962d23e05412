using System.Globalization;
using System.Text;

namespace Baton.Expressions;

/// <summary>Where in a value an expression stands. The text is made only for those that fail.</summary>
internal sealed class JsonataPlace
{
    private readonly JsonataPlace? _around;
    private readonly string _step;

    /// <param name="field">What failures call the field that holds the value.</param>
    public JsonataPlace(string field)
        : this(null, field)
    {
    }

    private JsonataPlace(JsonataPlace? around, string step)
    {
        _around = around;
        _step = step;
    }

    /// <summary>The way from the field: <c>/error</c>, <c>/list[0]</c>; empty for the field itself.</summary>
    public string Path => Text(withField: false);

    public JsonataPlace Field(string name) => new(this, "/" + name);

    public JsonataPlace Item(int index) => new(this, string.Create(CultureInfo.InvariantCulture, $"[{index}]"));

    /// <summary>The field and the way from it.</summary>
    public override string ToString() => Text(withField: true);

    private string Text(bool withField)
    {
        var steps = new Stack<string>();
        for (var place = this; place is not null; place = place._around)
        {
            if (withField || place._around is not null) steps.Push(place._step);
        }
        return new StringBuilder().AppendJoin("", steps).ToString();
    }
}
