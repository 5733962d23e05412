using Baton.Store;

namespace Baton.WebConsole.Runs;

/// <summary>
/// Executions of several machines, the newest first: those of each machine (and status) are found by an index and read in pieces, and the newest of all pieces
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

    /// <param name="query">Its machine, status and beginning; the count is left to this.</param>
    public Task AddAsync(ExecutionQuery query, string stateMachineArn, CancellationToken cancellationToken) =>
        AddAsync(new Piece(query with { CountMax = FirstPiece }, stateMachineArn), cancellationToken);

    /// <returns>The next execution; null where there is none.</returns>
    public async ValueTask<(ExecutionRow Row, string StateMachineArn)?> NextAsync(CancellationToken cancellationToken)
    {
        while (_pieces.TryDequeue(out var piece, out _))
        {
            var row = piece.Rows[piece.At++];
            if (piece.At < piece.Rows.Count) _pieces.Enqueue(piece, -piece.Rows[piece.At].Number);
            else if (piece.Rows.Count == piece.Query.CountMax) await AddAsync(new Piece(piece.Query with { BeforeNumber = row.Number, CountMax = Math.Min(PieceMax, piece.Query.CountMax * 4) }, piece.StateMachineArn), cancellationToken);
            if (row.Number >= _last) continue; // its status has changed between two pieces: it comes once
            _last = row.Number;
            return (row, piece.StateMachineArn);
        }
        return null;
    }

    private async Task AddAsync(Piece piece, CancellationToken cancellationToken)
    {
        piece.Rows = await store.ListExecutionsAsync(piece.Query, cancellationToken);
        if (piece.Rows.Count == 0 || piece.Rows[0].Number <= after) return;
        _pieces.Enqueue(piece, -piece.Rows[0].Number);
    }

    private sealed class Piece(ExecutionQuery query, string stateMachineArn)
    {
        public ExecutionQuery Query { get; } = query;

        public string StateMachineArn { get; } = stateMachineArn;

        public IReadOnlyList<ExecutionRow> Rows { get; set; } = [];

        public int At { get; set; }
    }
}
