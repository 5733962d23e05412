using System.Text;
using SQLitePCL;

namespace Baton.Store.Sqlite.Native;

/// <summary>A prepared statement: bind every parameter, then <see cref="Run"/> or <see cref="Query"/>, as often as wanted.</summary>
internal sealed class Statement(sqlite3 connection, sqlite3_stmt handle) : IDisposable
{
    private const int StackBytesMax = 1024;

    /// <summary>Throws unless the statement has exactly these parameters in this order.</summary>
    public void CheckParameters(string name, ReadOnlySpan<string> parameters)
    {
        var count = raw.sqlite3_bind_parameter_count(handle);
        var found = Enumerable.Range(1, count).Select(i => raw.sqlite3_bind_parameter_name(handle, i).utf8_to_string().TrimStart('@')).ToArray();
        if (!found.AsSpan().SequenceEqual(parameters))
        {
            throw new InvalidOperationException(
                $"Expected {name}.sql to have the parameters ({string.Join(", ", parameters)}), found ({string.Join(", ", found)}).");
        }
    }

    public Statement Bind(int position, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, position, value));
        return this;
    }

    public Statement Bind(int position, long? value)
    {
        Check(value is { } present ? raw.sqlite3_bind_int64(handle, position, present) : raw.sqlite3_bind_null(handle, position));
        return this;
    }

    /// <summary>Binds a text with its length: the library's own way with strings ends at the first NUL.</summary>
    public Statement Bind(int position, string? value)
    {
        if (value is null)
        {
            Check(raw.sqlite3_bind_null(handle, position));
            return this;
        }
        var bytesMax = Encoding.UTF8.GetMaxByteCount(value.Length);
        var buffer = bytesMax <= StackBytesMax ? stackalloc byte[StackBytesMax] : new byte[bytesMax];
        Check(raw.sqlite3_bind_text(handle, position, buffer[..Encoding.UTF8.GetBytes(value, buffer)]));
        return this;
    }

    public Statement Bind(int position, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(handle, position, value));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_DONE)
        {
            Check(raw.sqlite3_reset(handle));
            return;
        }
        var failure = code == raw.SQLITE_ROW
            ? new InvalidOperationException($"Expected no rows from '{raw.sqlite3_sql(handle).utf8_to_string()}', found one.")
            : (Exception)DatabaseException.Of(connection);
        _ = raw.sqlite3_reset(handle); // says again what the step said
        throw failure;
    }

    /// <summary>Runs a statement that gives rows; dispose what comes back before the next run.</summary>
    public Rows Query() => new(this);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();

    /// <summary>Goes to the next row of a run, if there is one.</summary>
    public bool Step() => raw.sqlite3_step(handle) switch
    {
        raw.SQLITE_ROW => true,
        raw.SQLITE_DONE => false,
        _ => throw DatabaseException.Of(connection),
    };

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw DatabaseException.Of(connection);
    }

    /// <summary>The rows of one run. Ends the run, and with it the reader's view of the database, when disposed.</summary>
    internal readonly ref struct Rows(Statement statement)
    {
        public bool Read() => statement.Step();

        public void Dispose() => _ = raw.sqlite3_reset(statement.Handle); // says again what the last step said
    }

    private sqlite3_stmt Handle => handle;
}
