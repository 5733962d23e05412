using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>Reads signatures: <c>&lt;s-(sf)n?:s&gt;</c>. What comes after the colon, the result, is not checked.</summary>
internal static class SignatureParser
{
    private const char Missing = 'm';

    /// <exception cref="Fault">A type parameter stands where none may; the position is the place in the signature.</exception>
    public static Signature Parse(string text)
    {
        var parameters = new List<Parameter>();
        for (var at = 1; at < text.Length && text[at] != ':'; at++)
        {
            var last = parameters.Count > 0 ? parameters[^1] : null;
            switch (text[at])
            {
                case 's' or 'n' or 'b' or 'l' or 'o':
                    parameters.Add(new Parameter(text[at], $"{text[at]}{Missing}"));
                    break;
                case 'a' or 'x':
                    parameters.Add(new Parameter(text[at], "asnblfom"));
                    break;
                case 'j':
                    parameters.Add(new Parameter('j', "asnblom"));
                    break;
                case 'f':
                    parameters.Add(new Parameter('f', "f"));
                    break;
                case '-' when last is not null:
                    last.TakesContext = true;
                    last.IsOptional = true;
                    break;
                case '?' when last is not null:
                    last.IsLazy = last.IsOptional;
                    last.IsOptional = true;
                    break;
                case '+' when last is not null:
                    last.IsRepeated = true;
                    break;
                case '(':
                    parameters.Add(Choice(text, ref at));
                    break;
                case '<':
                    AddSubtype(text, ref at, last);
                    break;
            }
        }
        return new Signature(text, [.. parameters]);
    }

    private static Parameter Choice(string text, ref int at)
    {
        var start = at;
        at = Closing(text, at, '(', ')');
        var choice = text[(start + 1)..Math.Min(at, text.Length)];
        if (choice.Contains('<', StringComparison.Ordinal)) throw new Fault("S0402") { Value = new JsonString(choice), Position = start };
        return new Parameter('(', choice + Missing) { TypeName = $"({choice})" };
    }

    private static void AddSubtype(string text, ref int at, Parameter? parameter)
    {
        if (parameter is not { Type: 'a' or 'f' }) throw new Fault("S0401") { Value = parameter is null ? null : new JsonString(parameter.TypeName), Position = at };
        var start = at;
        at = Closing(text, at, '<', '>');
        parameter.Subtype = text[(start + 1)..Math.Min(at, text.Length)];
    }

    /// <summary>The place of the bracket that closes the one at <paramref name="start"/>; the length of the text where none does.</summary>
    private static int Closing(string text, int start, char open, char close)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            if (text[at] == open) depth++;
            else if (text[at] == close && --depth == 0) return at;
        }
        return text.Length;
    }
}
