using Baton.Json;

namespace Baton.Expressions.Templates;

/// <summary>Reads payload templates. What is wrong becomes a fault, and reading goes on behind it.</summary>
internal sealed class TemplateParser(ICollection<TemplateFault> faults)
{
    private const string Suffix = ".$";

    /// <summary>Deeper templates cannot come from JSON that was read from outside; the stack is safe anyway.</summary>
    private const int DepthMax = 1000;

    private int _depth;

    public PayloadTemplate Read(JsonData template, string pointer)
    {
        if (++_depth > DepthMax) faults.Add(new TemplateFault(pointer, $"A template nests at most {DepthMax} levels deep."));
        var result = _depth > DepthMax ? new ConstantTemplate(template) : template switch
        {
            JsonObject value => ReadObject(value, pointer),
            JsonArray value => ReadArray(value, pointer),
            _ => new ConstantTemplate(template),
        };
        _depth--;
        return result;
    }

    private PayloadTemplate ReadObject(JsonObject template, string pointer)
    {
        var properties = new List<KeyValuePair<string, PayloadTemplate>>(template.Count);
        foreach (var (field, value) in template)
        {
            if (!field.EndsWith(Suffix, StringComparison.Ordinal))
            {
                properties.Add(new(field, Read(value, $"{pointer}/{Escape(field)}")));
                continue;
            }
            var name = field[..^Suffix.Length];
            if (template.Has(name)) faults.Add(new TemplateFault(pointer, $"The fields '{name}' and '{field}' cannot be specified at the same time"));
            if (ReadComputed(field, value, pointer) is { } computed) properties.Add(new(name, computed));
        }
        return properties.Count == template.Count && properties.TrueForAll(property => property.Value.IsConstant) && !HasSuffix(template)
            ? new ConstantTemplate(template)
            : new ObjectTemplate(properties);
    }

    private PayloadTemplate ReadArray(JsonArray template, string pointer)
    {
        var items = new PayloadTemplate[template.Count];
        for (var i = 0; i < items.Length; i++) items[i] = Read(template[i], $"{pointer}/{i}");
        return Array.TrueForAll(items, item => item.IsConstant) ? new ConstantTemplate(template) : new ArrayTemplate(items);
    }

    private PayloadTemplate? ReadComputed(string field, JsonData value, string pointer)
    {
        try
        {
            if (value is JsonString { Value: var text })
            {
                if (text.StartsWith('$')) return new PathTemplate(field, JsonPath.Parse(text));
                return new CallTemplate(IntrinsicCall.Parse(text));
            }
        }
        catch (ExpressionException e) when (e.Code == ExpressionErrors.Syntax)
        {
            // Step Functions does not say what is wrong with the path or the call.
        }
        faults.Add(new TemplateFault(pointer, $"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"));
        return null;
    }

    private static bool HasSuffix(JsonObject template) => template.Any(property => property.Key.EndsWith(Suffix, StringComparison.Ordinal));

    private static string Escape(string field) => field.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
