using Baton.Json;

namespace Baton.Expressions.Jsonata;

/// <summary>
/// What a function takes. Arguments are matched against the parameters the way a regular expression matches text: one letter
/// for each argument's type, optional and repeated parameters greedy.
/// </summary>
internal sealed class Signature
{
    private readonly Parameter[] _parameters;

    /// <summary>Whether giving every argument to the parameter in its place, where it fits, is always the match that is wanted.</summary>
    private readonly bool _isPlain;

    public Signature(string text, Parameter[] parameters)
    {
        Text = text;
        _parameters = parameters;
        _isPlain = !parameters.Any(parameter => parameter.IsRepeated || parameter.IsLazy);
    }

    public string Text { get; }

    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>Checks the arguments and puts them in their places: the context value for a missing one, a single value into an array.</summary>
    /// <param name="arguments">The arguments as given.</param>
    /// <param name="context">The context value.</param>
    /// <param name="buffer">Room for the result, used if it is enough.</param>
    /// <returns>At least as many arguments as there are parameters; null for nothing.</returns>
    /// <exception cref="Fault">T0410, T0411 or T0412.</exception>
    public ReadOnlySpan<object?> Bind(ReadOnlySpan<object?> arguments, object? context, Span<object?> buffer)
    {
        Span<char> symbols = arguments.Length <= 64 ? stackalloc char[arguments.Length] : new char[arguments.Length];
        for (var i = 0; i < arguments.Length; i++) symbols[i] = Kind.Symbol(arguments[i]);

        Span<int> counts = _parameters.Length <= 64 ? stackalloc int[_parameters.Length] : new int[_parameters.Length];
        if (!(_isPlain && MatchesInPlace(symbols, counts)) && !Matches(_parameters, symbols, counts)) throw Mismatch(arguments, symbols);

        var room = _parameters.Length + arguments.Length;
        var bound = room <= buffer.Length ? buffer : new object?[room];
        var written = 0;
        var next = 0;
        var matched = 0;
        for (var i = 0; i < _parameters.Length; i++)
        {
            var parameter = _parameters[i];
            var taken = symbols.Slice(matched, counts[i]);
            matched += counts[i];
            if (counts[i] > 0) BindGiven(parameter, arguments, taken, ref next, bound, ref written);
            else if (parameter.TakesContext) bound[written++] = ContextFor(parameter, context, next);
            else bound[written++] = At(arguments, next++);
        }
        return bound[..written];
    }

    /// <summary>
    /// Checks arguments that are taken as they are: what is there must be of its parameter's kind, except that arrays may be
    /// anything, and that numbers are made of what is none, as ECMAScript does. Without a first argument the others do not matter.
    /// </summary>
    /// <exception cref="Fault">T0410.</exception>
    public object?[] Coerce(ReadOnlySpan<object?> arguments)
    {
        var coerced = arguments.ToArray();
        for (var i = 0; i < Math.Min(coerced.Length, _parameters.Length); i++)
        {
            var type = _parameters[i].Type;
            if (type == 'a' || coerced[i] is null || coerced[0] is null || _parameters[i].Accepts(Kind.Symbol(coerced[i]))) continue;
            coerced[i] = type == 'n' ? Numbers.Coerced(coerced[i]) : throw new Fault("T0410") { Value = coerced[i], Index = i + 1 };
        }
        return coerced;
    }

    private static object? At(ReadOnlySpan<object?> arguments, int index) => index < arguments.Length ? arguments[index] : null;

    private static object? ContextFor(Parameter parameter, object? context, int index) =>
        parameter.Accepts(Kind.Symbol(context)) ? context : throw new Fault("T0411") { Value = context, Index = index + 1 };

    private static void BindGiven(
        Parameter parameter, ReadOnlySpan<object?> arguments, ReadOnlySpan<char> matched, ref int next, Span<object?> bound, ref int written)
    {
        var first = At(arguments, next);
        foreach (var symbol in matched)
        {
            // A repeated parameter that is no array gets its first argument every time, as in the reference.
            bound[written++] = parameter.Type == 'a' ? ArrayFor(parameter, At(arguments, next), symbol, matched, next) : first;
            next++;
        }
    }

    private static object? ArrayFor(Parameter parameter, object? argument, char symbol, ReadOnlySpan<char> matched, int index)
    {
        if (symbol == Kind.Missing) return null;
        if (parameter.Subtype is { } subtype && !FitsSubtype(argument, symbol, matched, subtype))
        {
            throw new Fault("T0412") { Value = argument, Index = index + 1, SecondValue = Plural(subtype) };
        }
        return symbol == Kind.Array ? argument : new ListValue([argument]);
    }

    private static bool FitsSubtype(object? argument, char symbol, ReadOnlySpan<char> matched, string subtype)
    {
        if (symbol != Kind.Array) return matched.SequenceEqual(subtype);
        Items.TryOf(argument, out var items);
        for (var i = 0; i < items.Count; i++)
        {
            if (subtype.Length == 0 || Kind.Symbol(items[i]) != subtype[0]) return false;
        }
        return true;
    }

    private static JsonString? Plural(string subtype) => subtype switch
    {
        "a" => new JsonString("arrays"),
        "b" => new JsonString("booleans"),
        "f" => new JsonString("functions"),
        "n" => new JsonString("numbers"),
        "o" => new JsonString("objects"),
        "s" => new JsonString("strings"),
        _ => null,
    };

    private bool MatchesInPlace(ReadOnlySpan<char> symbols, Span<int> counts)
    {
        if (symbols.Length > _parameters.Length) return false;
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (i < symbols.Length ? !_parameters[i].Accepts(symbols[i]) : !_parameters[i].IsOptional) return false;
            counts[i] = i < symbols.Length ? 1 : 0;
        }
        return true;
    }

    /// <summary>Matches all arguments against all parameters, with backtracking; leaves how many each parameter takes.</summary>
    private static bool Matches(ReadOnlySpan<Parameter> parameters, ReadOnlySpan<char> symbols, Span<int> counts, bool isWhole = true)
    {
        if (parameters.IsEmpty) return symbols.IsEmpty || !isWhole;
        var parameter = parameters[0];
        var least = parameter.IsOptional ? 0 : 1;
        var most = 0;
        while (most < symbols.Length && (most == 0 || parameter.IsRepeated) && parameter.Accepts(symbols[most])) most++;
        for (var tried = 0; tried <= most - least; tried++)
        {
            counts[0] = parameter.IsLazy ? least + tried : most - tried;
            if (Matches(parameters[1..], symbols[counts[0]..], counts[1..], isWhole)) return true;
        }
        return false;
    }

    /// <summary>Finds the first argument that does not fit: the one after the longest run of parameters that do match.</summary>
    private Fault Mismatch(ReadOnlySpan<object?> arguments, ReadOnlySpan<char> symbols)
    {
        var good = 0;
        var counts = new int[_parameters.Length];
        for (var length = 1; length <= _parameters.Length; length++)
        {
            if (!Matches(_parameters.AsSpan(0, length), symbols, counts, isWhole: false)) break;
            good = counts.AsSpan(0, length).ToArray().Sum();
        }
        return new Fault("T0410") { Value = At(arguments, good), Index = good + 1 };
    }
}
