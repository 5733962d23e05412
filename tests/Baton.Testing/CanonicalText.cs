using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using Baton.Json;

namespace Baton.Testing;

/// <summary>A text for a value of any shape: equal values have equal texts. Reads every public member, so that a new one is compared without being named here.</summary>
public static class CanonicalText
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value, "");
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? value, string indent)
    {
        switch (value)
        {
            case null: text.Append("null"); break;
            case JsonText payload: text.Append(payload.Value); break; // bytes may differ where values do not
            case DateTimeOffset time: text.Append(time.ToString("O", CultureInfo.InvariantCulture)); break;
            case string or Enum or IFormattable: text.Append(CultureInfo.InvariantCulture, $"{value}"); break;
            case bool: text.Append(value); break;
            case IDictionary entries: WriteEntries(text, entries, indent); break;
            case IEnumerable items: WriteItems(text, items, indent); break;
            default: WriteMembers(text, value, indent); break;
        }
    }

    private static void WriteEntries(StringBuilder text, IDictionary entries, string indent)
    {
        foreach (var key in entries.Keys.Cast<object>().OrderBy(key => Of(key), StringComparer.Ordinal)) Member(text, Of(key), entries[key], indent);
    }

    private static void WriteItems(StringBuilder text, IEnumerable items, string indent)
    {
        if (items.GetType() is { IsGenericType: true, Name: "ImmutableArray`1" } type && type.GetProperty("IsDefault")!.GetValue(items) is true) return;
        var index = 0;
        foreach (var item in items) Member(text, index++.ToString(CultureInfo.InvariantCulture), item, indent);
    }

    private static void WriteMembers(StringBuilder text, object value, string indent)
    {
        text.Append(value.GetType().Name);
        foreach (var member in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (member.GetIndexParameters().Length == 0 && member.PropertyType != typeof(Type)) Member(text, member.Name, member.GetValue(value), indent);
        }
    }

    private static void Member(StringBuilder text, string name, object? value, string indent)
    {
        text.Append('\n').Append(indent).Append(name).Append(": ");
        Write(text, value, indent + "  ");
    }
}
