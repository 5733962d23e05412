using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>The items of an array value, whether it came in as JSON or was made on the way.</summary>
internal readonly struct Items
{
    private readonly JsonArray? _json;
    private readonly ListValue? _list;

    public Items(ListValue list)
    {
        _list = list;
        Count = list.Count;
    }

    private Items(JsonArray json)
    {
        _json = json;
        Count = json.Count;
    }

    public int Count { get; }

    public object? this[int index] => _json is null ? _list![index] : _json[index];

    public static bool TryOf(object? value, out Items items)
    {
        switch (value)
        {
            case JsonArray json:
                items = new Items(json);
                return true;
            case ListValue list:
                items = new Items(list);
                return true;
            default:
                items = default;
                return false;
        }
    }

    /// <summary>The items of an array, or a value that is no array as the only item.</summary>
    public static Items OfOrSingle(object? value) => TryOf(value, out var items) ? items : new Items(ListValue.SequenceOf(value));

    public void CopyTo(object?[] target, int at)
    {
        if (_list is not null) _list.CopyTo(target, at);
        else for (var i = 0; i < Count; i++) target[at + i] = _json![i];
    }

    public object?[] ToArray()
    {
        var array = new object?[Count];
        CopyTo(array, 0);
        return array;
    }
}
