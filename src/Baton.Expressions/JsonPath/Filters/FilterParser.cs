namespace Baton.Expressions.Paths.Filters;

/// <summary>Reads the condition of a filter, from its opening to its closing square bracket.</summary>
internal sealed class FilterParser
{
    private readonly PathCursor _filter;
    private int _depth;

    private FilterParser(string text, int depth)
    {
        _filter = new PathCursor(text);
        _depth = depth;
    }

    public static Condition Parse(string text, int depth)
    {
        var parser = new FilterParser(text, depth);
        parser.Open();
        var condition = parser.ReadOr();
        parser._filter.SkipBlanks();
        if (parser._filter.InBounds())
        {
            throw parser.Fail($"Expected end of filter expression instead of: {parser._filter.Slice(parser._filter.Position, parser._filter.Length)}");
        }
        return condition;
    }

    private void Open()
    {
        _filter.Trim();
        _filter.Position++; // [
        _filter.DropLast(); // ]
        _filter.Trim();
        _filter.Position++; // ?
        _filter.Trim();
        if (!_filter.CurrentIs('(') || !_filter.LastIs(')')) throw Fail($"Filter must start with '[?(' and end with ')]'. {_filter}");
    }

    // or = and { "||" and }
    private Condition ReadOr()
    {
        var parts = new List<Condition> { ReadAnd() };
        while (_filter.TryTake("||")) parts.Add(ReadAnd());
        return parts.Count == 1 ? parts[0] : new LogicalCondition(parts, isOr: true);
    }

    // and = operand { "&&" operand }
    private Condition ReadAnd()
    {
        var parts = new List<Condition> { ReadOperand() };
        while (_filter.TryTake("&&")) parts.Add(ReadOperand());
        return parts.Count == 1 ? parts[0] : new LogicalCondition(parts, isOr: false);
    }

    // operand = "(" or ")" | "!" operand | comparison
    private Condition ReadOperand()
    {
        _depth = PathParser.Deeper(_depth);
        var condition = ReadNested();
        _depth--;
        return condition;
    }

    private Condition ReadNested()
    {
        _filter.SkipBlanks();
        var start = _filter.Position;
        if (_filter.CurrentIs('!'))
        {
            _filter.Position++;
            _filter.SkipBlanks();
            if (_filter.Current is not ('$' or '@')) return new NotCondition(ReadOperand());
            _filter.Position = start; // the ! belongs to the path
        }
        if (!_filter.CurrentIs('(')) return ReadComparison();
        _filter.Position++;
        var inner = ReadOr();
        _filter.SkipBlanks();
        if (!_filter.CurrentIs(')')) throw Fail("Expected character: )");
        _filter.Position++;
        return inner;
    }

    // comparison = path | value operator value
    private Condition ReadComparison()
    {
        var values = new OperandParser(_filter, _depth);
        var left = values.Read(isRight: false, out var isNegated);
        var behind = _filter.Position;
        if (ReadOperator() is { } comparison) return new ComparisonCondition(left, comparison, values.Read(isRight: true, out _));
        _filter.Position = behind;
        return left.Kind == OperandKind.Path ? new ExistsCondition(left.Path, expected: !isNegated) : throw Fail("Expected path node");
    }

    private Comparison? ReadOperator()
    {
        _filter.SkipBlanks();
        var start = _filter.Position;
        var isSymbol = OperandParser.IsRelational(_filter.Current);
        while (_filter.InBounds() && (isSymbol ? OperandParser.IsRelational(_filter.Current) : _filter.Current != ' '))
        {
            if (_filter.Position - start == Comparisons.NameCharsMax) return null;
            _filter.Position++;
        }
        return Comparisons.Find(_filter.Slice(start, _filter.Position));
    }

    private ExpressionException Fail(string message) => PathParser.Refuse(message, _filter.Position);
}
