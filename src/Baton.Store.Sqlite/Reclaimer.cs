using System.Globalization;
using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>
/// Deletes the events of removed executions, and makes the file shorter by the pages that this frees: a little at each call, on the writing connection and
/// between two commits. A crash leaves what is still to be done.
/// </summary>
internal sealed class Reclaimer(Connection connection, Transactions transactions, SqliteStoreOptions options, int pageBytes)
{
    /// <summary>One step deletes events of about so many bytes, or moves so many: a few milliseconds.</summary>
    private const int StepBytes = 1 << 20;

    private const int StepRows = 1_000;

    private readonly Statement _first = connection.Prepare("first_removed_execution");
    private readonly Statement _measure = connection.Prepare("measure_events", "number", "count_max");
    private readonly Statement _deleteEvents = connection.Prepare("delete_events", "number", "through_version");
    private readonly Statement _deleteRemoved = connection.Prepare("delete_removed_execution", "number");
    private readonly long _freePagesKept = options.FreeBytesKept / pageBytes;

    /// <returns>Whether there was something to do.</returns>
    public bool Step()
    {
        if (FirstRemoved() is not null)
            transactions.Run(DeleteEvents);
        else if (PagesToFree() is > 0 and var pages)
            transactions.Run(() => Shorten(pages));
        else
            return false;
        return true;
    }

    private void DeleteEvents()
    {
        var (rows, bytes) = (StepRows, (long)StepBytes);
        while (rows > 0 && bytes > 0 && FirstRemoved() is { } number)
        {
            var through = Measure(number, ref rows, ref bytes);
            if (through is not null)
                _deleteEvents.Bind(1, number).Bind(2, through).Run();
            if (rows > 0 && bytes > 0) // all that there is was within the bounds
                _deleteRemoved.Bind(1, number).Run();
        }
    }

    /// <returns>The batch up to which events are within the bounds; null where there are none.</returns>
    private long? Measure(long number, ref int rows, ref long bytes)
    {
        long? through = null;
        _measure.Bind(1, number).Bind(2, rows);
        using var found = _measure.Query();
        while (bytes > 0 && found.Read())
        {
            through = _measure.Integer(0);
            bytes -= _measure.Integer(1);
            rows--;
        }
        rows--; // the execution itself: many of them without events are work too
        return through;
    }

    private long? FirstRemoved()
    {
        using var rows = _first.Query();
        return rows.Read() ? _first.Integer(0) : null;
    }

    private long PagesToFree() => Math.Min(connection.ReadInteger("PRAGMA freelist_count") - _freePagesKept, StepBytes / pageBytes);

    private void Shorten(long pages) => connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({pages})"));
}
