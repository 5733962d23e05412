using System.Text;
using System.Text.RegularExpressions;
using Baton.Language.Model;
using Baton.Language.Parsing;

namespace Baton.LanguageReference;

/// <summary>
/// Writes the page line by line. A comment above a table says what its rows are, and so what is added to them: <c>fields SET OBJECT</c>
/// the fields of the parser's set; <c>common</c> rows that tables of states take over; <c>names LIST</c> the names of a list; <c>rules</c>.
/// </summary>
internal sealed partial class PageWriter(Dictionary<string, List<Proof>> proofs, List<string> faults)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string[]> _common = [];
    private readonly HashSet<string> _keys = [];
    private readonly List<FieldSet> _told = [];
    private readonly List<string[]> _rows = [];
    private string? _kind;

    public void Add(string line)
    {
        if (Marker().Match(line) is { Success: true } marker) _kind = marker.Groups["kind"].Value;
        else if (_kind is null) _text.Append(line).Append('\n');
        else if (line.StartsWith('|')) _rows.Add([.. line.Trim('|', ' ').Split(" | ").Select(cell => cell.Trim())]);
        else if (_rows.Count > 0)
        {
            Table();
            _text.Append('\n');
        }
    }

    public string Finish()
    {
        if (_kind is not null) Table();
        foreach (var (name, set) in Vocabulary.FieldSets)
        {
            if (!_told.Any(told => set.Fields.Keys.All(told.Fields.ContainsKey))) faults.Add($"No table tells of the fields of {name}.");
        }
        faults.AddRange(proofs.Keys.Where(key => !_keys.Contains(key)).Select(key => $"{proofs[key][0].Class}.{proofs[key][0].Method} proves '{key}', which is not there."));
        return _text.ToString();
    }

    private void Table()
    {
        var words = _kind!.Split(' ', 2);
        var rows = _rows.Skip(2).ToList(); // the head and the line below it
        switch (words[0])
        {
            case "common":
                foreach (var row in rows) _common[Name(row)] = row;
                break;
            case "fields": Fields(words[1].Split(' '), rows); break;
            case "names": Named(words[1], rows); break;
            case "rules": Rules(rows); break;
            default: throw new InvalidOperationException($"No such kind of table: '{_kind}'.");
        }
        _rows.Clear();
        _kind = null;
    }

    private void Fields(string[] words, List<string[]> rows)
    {
        var (set, @object) = (Vocabulary.FieldSets[words[0]], words[1]);
        _told.Add(set);
        var own = rows.Select(Name).ToList();
        rows.AddRange(_common.Where(common => !own.Contains(common.Key) && set.Fields.ContainsKey(common.Key)).Select(common => common.Value));
        Compare(@object, rows.Select(Name), set.Fields.Keys);
        Head("field", "query languages", "meaning", "bounds", "proof");
        foreach (var row in rows.Where(row => set.Fields.ContainsKey(Name(row))))
        {
            var only = set.Fields[Name(row)];
            var language = only switch { QueryLanguage.JsonPath => "JSONPath", QueryLanguage.Jsonata => "JSONata", _ => "both" };
            Row(row[0], language, row[1], row[2], Proofs(Vocabulary.Keys(@object, Name(row), only)));
        }
    }

    private void Named(string list, List<string[]> rows)
    {
        Compare(list, rows.Select(Name), Vocabulary.Names[list]);
        Head("name", "meaning", "proof");
        foreach (var row in rows) Row(row[0], row[1], Proofs([Name(row)]));
    }

    private void Rules(List<string[]> rows)
    {
        Head("rule", "statement", "proof");
        foreach (var row in rows) Row(row[0], row[1], Proofs([Name(row)]));
    }

    private void Compare(string what, IEnumerable<string> told, IEnumerable<string> there)
    {
        faults.AddRange(there.Except(told).Select(name => $"{what}: the page does not tell of '{name}'."));
        faults.AddRange(told.Except(there).Select(name => $"{what}: the page tells of '{name}', which is not there."));
    }

    private string Proofs(IEnumerable<string> keys)
    {
        var found = new List<Proof>();
        foreach (var key in keys)
        {
            _keys.Add(key);
            if (proofs.TryGetValue(key, out var some)) found.AddRange(some);
            else faults.Add($"No test proves '{key}'.");
        }
        return string.Join(", ", found.Distinct().GroupBy(proof => proof.File).Select(file =>
            $"[{file.First().Class}](../../{file.Key} \"{string.Join(", ", file.Select(proof => proof.Method))}\")"));
    }

    private void Head(params string[] cells)
    {
        Row(cells);
        Row([.. cells.Select(_ => "---")]);
    }

    private void Row(params string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    /// <summary>A row's first cell without its marks.</summary>
    private static string Name(string[] row) => row[0].Trim('`');

    [GeneratedRegex("^<!-- (?<kind>(fields|common|names|rules)\\b.*) -->$")]
    private static partial Regex Marker();
}
