using Baton.Store;

namespace Baton.WebConsole.Runs;

/// <summary>
/// Executions of several machines, the newest first: those of each machine (and status, or value) are found by an index and read in pieces, and the newest of all pieces
/// comes next.
/// </summary>
/// <param name="after">Only those with higher numbers.</param>
internal sealed class ExecutionStreams(IStore store, long after)
{
    /// <summary>The first piece of a machine is small, because most lists end in it; the next ones are larger.</summary>
    private const int FirstPiece = 32;
    private const int PieceMax = 512;

    private readonly PriorityQueue<Piece, long> _pieces = new();
    private long _last = long.MaxValue;

    /// <summary>Reads executions with lower numbers than the one given, at most so many, the newest first; fewer are the last.</summary>
    private delegate ValueTask<IReadOnlyList<ExecutionRow>> Reading(long before, int countMax, CancellationToken cancellationToken);

    /// <param name="query">Its machine, status and beginning; the count is left to this.</param>
    public Task AddAsync(ExecutionQuery query, string stateMachineArn, CancellationToken cancellationToken) =>
        AddAsync((before, countMax, cancelled) => store.ListExecutionsAsync(query with { BeforeNumber = before, CountMax = countMax }, cancelled), query.BeforeNumber, FirstPiece, stateMachineArn, cancellationToken);

    /// <summary>Adds the executions that have a value.</summary>
    /// <param name="facet">That of their record.</param>
    /// <param name="since">Only those with higher numbers than this.</param>
    public Task AddFoundAsync(string facet, long since, long before, string stateMachineArn, CancellationToken cancellationToken) =>
        AddAsync((next, countMax, cancelled) => ReadFoundAsync(facet, Math.Max(since, after), next, countMax, cancelled), before, FirstPiece, stateMachineArn, cancellationToken);

    /// <returns>The next execution; null where there is none.</returns>
    public async ValueTask<(ExecutionRow Row, string StateMachineArn)?> NextAsync(CancellationToken cancellationToken)
    {
        while (_pieces.TryDequeue(out var piece, out _))
        {
            var row = piece.Rows[piece.At++];
            if (piece.At < piece.Rows.Count) _pieces.Enqueue(piece, -piece.Rows[piece.At].Number);
            else if (piece.Rows.Count == piece.CountMax) await AddAsync(piece.Read, row.Number, Math.Min(PieceMax, piece.CountMax * 4), piece.StateMachineArn, cancellationToken);
            if (row.Number >= _last) continue; // its status has changed between two pieces, or it has two of the values: it comes once
            _last = row.Number;
            return (row, piece.StateMachineArn);
        }
        return null;
    }

    private async Task AddAsync(Reading read, long before, int countMax, string stateMachineArn, CancellationToken cancellationToken)
    {
        var rows = await read(before, countMax, cancellationToken);
        if (rows.Count == 0 || rows[0].Number <= after) return;
        _pieces.Enqueue(new Piece(read, countMax, stateMachineArn, rows), -rows[0].Number);
    }

    private async ValueTask<IReadOnlyList<ExecutionRow>> ReadFoundAsync(string facet, long since, long before, int countMax, CancellationToken cancellationToken)
    {
        var rows = new List<ExecutionRow>();
        while (rows.Count < countMax)
        {
            var wanted = countMax - rows.Count;
            var records = await store.ListRecordsAsync(new RecordQuery(RecordKind.SearchValues, before, wanted) { AfterId = since, Facets = [facet] }, cancellationToken);
            foreach (var record in records)
            {
                if (await store.FindExecutionAsync(record.Id, cancellationToken) is { } row) rows.Add(row); // else purged meanwhile
            }
            if (records.Count < wanted) break;
            before = records[^1].Id;
        }
        return rows;
    }

    private sealed class Piece(Reading read, int countMax, string stateMachineArn, IReadOnlyList<ExecutionRow> rows)
    {
        public Reading Read { get; } = read;

        public int CountMax { get; } = countMax;

        public string StateMachineArn { get; } = stateMachineArn;

        public IReadOnlyList<ExecutionRow> Rows { get; } = rows;

        public int At { get; set; }
    }
}
