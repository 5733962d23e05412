namespace Baton.Expressions.Jsonata;

/// <summary>One of the two parts of a picture of a number: that for positive numbers, or that for negative ones.</summary>
internal sealed class NumberSubPicture
{
    private readonly NumberSymbols _symbols;
    private readonly string _active;
    private readonly string _mantissa;
    private readonly string? _exponent;
    private readonly string _integer;
    private readonly string _fraction;

    public NumberSubPicture(string text, NumberSymbols symbols)
    {
        _symbols = symbols;
        Text = text;
        var first = 0;
        while (first < text.Length && !symbols.IsBoundary(text[first])) first++;
        if (first == text.Length) throw new Fault("D3086");
        var last = text.Length - 1;
        while (!symbols.IsBoundary(text[last])) last--;
        Prefix = text[..first];
        Suffix = text[(last + 1)..];
        _active = text[first..(last + 1)];

        // The place of the exponent is counted from the start of the whole, prefix included, as in the reference.
        var exponent = text.IndexOf(symbols.Exponent, first, StringComparison.Ordinal);
        var isScientific = exponent >= 0 && exponent <= last + 1;
        _mantissa = isScientific ? Cut(_active, 0, exponent) : _active;
        _exponent = isScientific ? Cut(_active, exponent + 1, _active.Length) : null;
        var point = _mantissa.IndexOf(symbols.Decimal, StringComparison.Ordinal);
        _integer = point < 0 ? _mantissa : _mantissa[..point];
        _fraction = point < 0 ? Suffix : _mantissa[(point + 1)..];
        Validate();
        Analyse();
    }

    public string Text { get; }

    public string Prefix { get; }

    public string Suffix { get; }

    /// <summary>How many digits stand right of each separator in the whole part.</summary>
    public int[] IntegerGroups { get; private set; } = [];

    /// <summary>The distance of the separators in the whole part; 0 where they are not regular.</summary>
    public int Interval { get; private set; }

    /// <summary>How many digits stand left of each separator in the fraction.</summary>
    public int[] FractionGroups { get; private set; } = [];

    public int IntegerDigitsMin { get; private set; }

    public int FractionDigitsMin { get; private set; }

    public int FractionDigitsMax { get; private set; }

    public int ExponentDigitsMin { get; private set; }

    /// <summary>How many digits a mantissa has before its point.</summary>
    public int Scale { get; private set; }

    private static string Cut(string text, int from, int to) => from >= text.Length || to <= from ? "" : text[from..Math.Min(to, text.Length)];

    private static bool IsDoubled(string text, string symbol)
    {
        var first = text.IndexOf(symbol, StringComparison.Ordinal);
        return first >= 0 && first != text.LastIndexOf(symbol, StringComparison.Ordinal);
    }

    /// <summary>The rules of XPath's <c>format-number</c>. Of several that are broken the last one is reported.</summary>
    private void Validate()
    {
        var hasPercent = Text.Contains(_symbols.Percent, StringComparison.Ordinal);
        var hasPerMille = Text.Contains(_symbols.PerMille, StringComparison.Ordinal);
        (string Code, bool IsBroken)[] rules =
        [
            ("D3081", IsDoubled(Text, _symbols.Decimal)),
            ("D3082", IsDoubled(Text, _symbols.Percent)),
            ("D3083", IsDoubled(Text, _symbols.PerMille)),
            ("D3084", hasPercent && hasPerMille),
            ("D3085", !_mantissa.Any(_symbols.IsDigit)),
            ("D3086", !_active.All(_symbols.IsActive)),
            ("D3087", IsSeparatorAtPoint()),
            ("D3088", !Text.Contains(_symbols.Decimal, StringComparison.Ordinal) && IsGrouping(_integer, _integer.Length - 1)),
            ("D3089", Text.Contains(_symbols.Grouping + _symbols.Grouping, StringComparison.Ordinal)),
            ("D3090", Cut(_integer, 0, _integer.IndexOf(_symbols.Digit, StringComparison.Ordinal)).Any(_symbols.IsDecimalDigit)),
            ("D3091", IsOptionalBeforeMandatory()),
            ("D3092", _exponent is { Length: > 0 } && (hasPercent || hasPerMille)),
            ("D3093", _exponent is not null && (_exponent.Length == 0 || !_exponent.All(_symbols.IsDecimalDigit))),
        ];
        if (Array.FindLast(rules, rule => rule.IsBroken) is { Code: not null } broken) throw new Fault(broken.Code);
    }

    private bool IsSeparatorAtPoint()
    {
        var point = Text.IndexOf(_symbols.Decimal, StringComparison.Ordinal);
        return point >= 0 && (IsGrouping(Text, point - 1) || IsGrouping(Text, point + 1));
    }

    private bool IsGrouping(string text, int at) => at >= 0 && at < text.Length && _symbols.Grouping == text[at].ToString();

    private bool IsOptionalBeforeMandatory()
    {
        var optional = _fraction.LastIndexOf(_symbols.Digit, StringComparison.Ordinal);
        return optional >= 0 && _fraction[optional..].Any(_symbols.IsDecimalDigit);
    }

    private void Analyse()
    {
        IntegerGroups = Groups(_integer, fromRight: true);
        Interval = IntegerPicture.Interval(IntegerGroups);
        FractionGroups = Groups(_fraction, fromRight: false);
        IntegerDigitsMin = Scale = _integer.Count(_symbols.IsDecimalDigit);
        FractionDigitsMin = _fraction.Count(_symbols.IsDecimalDigit);
        FractionDigitsMax = _fraction.Count(_symbols.IsDigit);
        if (IntegerDigitsMin == 0 && FractionDigitsMax == 0)
        {
            if (_exponent is not null) FractionDigitsMin = FractionDigitsMax = 1;
            else IntegerDigitsMin = 1;
        }
        if (_exponent is not null && IntegerDigitsMin == 0 && _integer.Contains(_symbols.Digit, StringComparison.Ordinal)) IntegerDigitsMin = 1;
        if (IntegerDigitsMin == 0 && FractionDigitsMin == 0) FractionDigitsMin = 1;
        ExponentDigitsMin = _exponent?.Count(_symbols.IsDecimalDigit) ?? 0;
    }

    /// <summary>Where the separators stand. After the first, they are looked for in the whole part, as in the reference.</summary>
    private int[] Groups(string part, bool fromRight)
    {
        var positions = new List<int>();
        var at = part.IndexOf(_symbols.Grouping, StringComparison.Ordinal);
        while (at >= 0)
        {
            positions.Add((fromRight ? Cut(part, at, part.Length) : Cut(part, 0, at)).Count(_symbols.IsDigit));
            at = at + 1 > _integer.Length ? -1 : _integer.IndexOf(_symbols.Grouping, at + 1, StringComparison.Ordinal);
        }
        return [.. positions];
    }
}
