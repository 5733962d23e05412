namespace Baton.WebConsole.Query;

/// <summary>
/// Reads queries: <c>status = FAILED and input.orderId = "42" and duration > 5m</c>.
/// </summary>
internal sealed class QueryParser
{
    public const int CharactersMax = 4_000;
    private const int DepthMax = 64;

    private readonly List<QueryToken> _tokens;
    private readonly DateTimeOffset _now;
    private int _at;
    private int _depth;

    private QueryParser(List<QueryToken> tokens, DateTimeOffset now) => (_tokens, _now) = (tokens, now);

    private QueryToken Peek => _tokens[_at];

    /// <summary>query = [ or ] the end</summary>
    /// <param name="now">What relative times are relative to.</param>
    /// <exception cref="QueryException">It is none; the message says why and where.</exception>
    public static QueryNode Parse(string query, DateTimeOffset now)
    {
        if (query.Length > CharactersMax) throw new QueryException($"The query has {query.Length} characters; {CharactersMax} are the most.", CharactersMax, query.Length - CharactersMax);
        var parser = new QueryParser(QueryLexer.Read(query), now);
        if (parser.Peek.Kind == QueryTokenKind.End) return new QueryNode.Any();
        var node = parser.ReadOr();
        return parser.Peek.Kind == QueryTokenKind.End ? node : throw parser.Unexpected("'and', 'or' or the end", new QueryExpectation(QueryPart.Connective));
    }

    /// <summary>Reads a field alone, as columns name them.</summary>
    /// <exception cref="QueryException">It is none.</exception>
    public static (QueryField Field, IReadOnlyList<QueryStep> Path) ParseField(string text)
    {
        if (text.Length > CharactersMax) throw new QueryException($"The field has {text.Length} characters; {CharactersMax} are the most.", CharactersMax, text.Length - CharactersMax);
        var parser = new QueryParser(QueryLexer.Read(text), default);
        var field = parser.ReadField();
        return parser.Peek.Kind == QueryTokenKind.End ? field : throw parser.Unexpected("the end of the field");
    }

    /// <summary>or = and { "or" and }</summary>
    private QueryNode ReadOr()
    {
        var left = ReadAnd();
        while (TakeWord("or")) left = new QueryNode.Or(left, ReadAnd());
        return left;
    }

    /// <summary>and = not { "and" not }</summary>
    private QueryNode ReadAnd()
    {
        var left = ReadNot();
        while (TakeWord("and")) left = new QueryNode.And(left, ReadNot());
        return left;
    }

    /// <summary>not = "not" not | "(" or ")" | text | comparison</summary>
    private QueryNode ReadNot()
    {
        if (++_depth > DepthMax) throw new QueryException($"The query is nested deeper than {DepthMax} levels.", Peek.Position, Peek.Length);
        var node = TakeWord("not") ? new QueryNode.Not(ReadNot()) : Take("(") ? ReadGroup() : Peek.Kind == QueryTokenKind.String ? new QueryNode.Text(Next().Text) : ReadComparison();
        _depth--;
        return node;
    }

    private QueryNode ReadGroup()
    {
        var inner = ReadOr();
        return Take(")") ? inner : throw Unexpected("'and', 'or' or ')'", new QueryExpectation(QueryPart.Connective));
    }

    /// <summary>comparison = field { "[" step "]" } ( operator value | [ "not" ] "in" "(" value { "," value } ")" )</summary>
    private QueryNode ReadComparison()
    {
        var (field, path) = ReadField();
        var isNot = TakeWord("not");
        if (TakeWord("in")) return isNot ? new QueryNode.Not(ReadIn(field, path)) : ReadIn(field, path);
        if (isNot || Peek.Kind != QueryTokenKind.Operator) throw Unexpected(isNot ? "'in'" : $"an operator: {OperatorsOf(field)}", new QueryExpectation(QueryPart.Operator, field));
        var op = QueryOperators.Of(Peek.Text);
        Allow(field, op);
        _at++;
        return new QueryNode.Is(field, path, op, [ReadValue(field, path, op)]);
    }

    private QueryNode.Is ReadIn(QueryField field, List<QueryStep> path)
    {
        _at--;
        Allow(field, QueryOperator.In);
        _at++;
        if (!Take("(")) throw Unexpected("'(' and the values");
        var values = new List<QueryValue>();
        do values.Add(ReadValue(field, path, QueryOperator.In));
        while (Take(","));
        return Take(")") ? new QueryNode.Is(field, path, QueryOperator.In, values) : throw Unexpected("',' or ')'");
    }

    /// <summary>The operator before the reader is one that the field has, or <c>=</c> and <c>!=</c>, which ask whether it is there.</summary>
    private void Allow(QueryField field, QueryOperator op)
    {
        if (field.Operators.Contains(op) || (op is QueryOperator.Equal or QueryOperator.NotEqual && field.MayBeAbsent)) return;
        throw new QueryException($"{field.Name} takes {OperatorsOf(field)}; found '{Peek.Text}'.", Peek.Position, Peek.Length);
    }

    private static string OperatorsOf(QueryField field) => string.Join(", ", field.Operators.Select(QueryOperators.NameOf));

    private (QueryField Field, List<QueryStep> Path) ReadField()
    {
        var token = Peek;
        if (token.Kind != QueryTokenKind.Word || IsKeyword(token)) throw Unexpected("a field, a text in quotation marks, 'not' or '('", new QueryExpectation(QueryPart.Condition));
        _at++;
        var field = QueryField.All.FirstOrDefault(one => one.Name.Equals(token.Text, StringComparison.OrdinalIgnoreCase));
        var path = new List<QueryStep>();
        if (field is null)
        {
            field = QueryField.All.FirstOrDefault(one => one.Type == QueryType.Json && token.Text.StartsWith(one.Name + ".", StringComparison.OrdinalIgnoreCase));
            if (field is null) throw new QueryException($"'{token.Text}' is no field; expected one of {string.Join(", ", QueryField.All.Select(one => one.Name))}.", token.Position, token.Length);
            AddSteps(path, token, field.Name.Length);
        }
        while (field.Type == QueryType.Json && Take("["))
        {
            if (Peek.Kind is not (QueryTokenKind.Word or QueryTokenKind.String)) throw Unexpected("an index or a name in quotation marks");
            path.Add(new QueryStep(Next().Text));
            if (!Take("]")) throw Unexpected("']'");
            if (Peek.Kind == QueryTokenKind.Word && Peek.Text.StartsWith('.') && Peek.Position == _tokens[_at - 1].End) AddSteps(path, Next(), 0);
        }
        return (field, path);
    }

    /// <summary>The steps of <c>.order.id</c>, from a place in a token on.</summary>
    private static void AddSteps(List<QueryStep> path, QueryToken token, int from)
    {
        foreach (var name in token.Text[(from + 1)..].Split('.'))
        {
            if (name.Length == 0) throw new QueryException($"'{token.Text}' is no path: a name is missing. Names with points stand in brackets, like input[\"a.b\"].", token.Position, token.Length);
            path.Add(new QueryStep(name));
        }
    }

    /// <summary>value = word [ "ago" ] | text</summary>
    private QueryValue ReadValue(QueryField field, List<QueryStep> path, QueryOperator op)
    {
        if (Peek.Kind is not (QueryTokenKind.Word or QueryTokenKind.String)) throw Unexpected($"a value of {field.Name}", new QueryExpectation(QueryPart.Value, field, path));
        var token = Next();
        if (token.IsWord("null") && field.MayBeAbsent && op is (QueryOperator.Equal or QueryOperator.NotEqual or QueryOperator.In)) return new QueryValue.Null();
        if (!field.Operators.Contains(op)) throw new QueryException($"{field.Name} {QueryOperators.NameOf(op)} takes nothing but null.", token.Position, token.Length);
        var isAgo = field.Type == QueryType.Time && token.Kind == QueryTokenKind.Word && TakeWord("ago");
        return QueryValues.Read(field, token, isAgo, _now);
    }

    private QueryToken Next() => _tokens[_at++];

    private bool Take(string mark)
    {
        if (!Peek.Is(mark)) return false;
        _at++;
        return true;
    }

    private bool TakeWord(string keyword)
    {
        if (!Peek.IsWord(keyword)) return false;
        _at++;
        return true;
    }

    private static bool IsKeyword(QueryToken token) => token.IsWord("and") || token.IsWord("or") || token.IsWord("in");

    private QueryException Unexpected(string expected, QueryExpectation? expectation = null) =>
        new($"Expected {expected}, found {Peek}.", Peek.Position, Peek.Length) { Expected = Peek.Kind == QueryTokenKind.End ? expectation : null };
}
