using Npgsql;

namespace Baton.Store.Postgres;

/// <summary>A statement of <c>sql/</c>. PostgreSQL prepares it on each connection that uses it more than once.</summary>
internal sealed class Statement
{
    private readonly string _text;
    private readonly int _parameters;

    /// <param name="name">The file <c>sql/name.sql</c>.</param>
    /// <param name="parameters">The names of its parameters in the order of their first appearance: values are bound by position.</param>
    public Statement(string name, params ReadOnlySpan<string> parameters)
    {
        (_text, var found) = Sql.Statement(name);
        _parameters = found.Count;
        if (!found.SequenceEqual(parameters.ToArray()))
        {
            throw new InvalidOperationException(
                $"Expected {name}.sql to have the parameters ({string.Join(", ", parameters!)}), found ({string.Join(", ", found)}).");
        }
    }

    public NpgsqlBatchCommand Bind(params ReadOnlySpan<object?> values)
    {
        if (values.Length != _parameters) throw new ArgumentException($"Expected {_parameters} values, found {values.Length}.");
        var command = new NpgsqlBatchCommand(_text);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value is string text ? StoredText.Encode(text) : value ?? DBNull.Value });
        }
        return command;
    }
}
