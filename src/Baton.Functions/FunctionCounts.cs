using System.Text;
using Baton.Functions.Invocations;

namespace Baton.Functions;

/// <summary>How the invocations of a function came out, since the server was started.</summary>
internal sealed class FunctionCounts(TimeProvider clock)
{
    /// <summary>How much of an error is kept, in bytes.</summary>
    private const int ErrorBytesMax = 2_048;

    private long _invocations;
    private long _errors;
    private volatile LastError? _last;

    /// <summary>Runs an invocation and counts it; one that nobody wants any more is no error.</summary>
    public async Task<FunctionResult> CountAsync(Func<Task<FunctionResult>> run)
    {
        Interlocked.Increment(ref _invocations);
        try
        {
            var result = await run();
            if (result.Error is not null) Failed(Encoding.UTF8.GetString(result.Payload.Span[..Math.Min(ErrorBytesMax, result.Payload.Length)]));
            return result;
        }
        catch (FunctionException e)
        {
            Failed($"{e.Code}: {e.Message}");
            throw;
        }
    }

    public FunctionStatus Of(FunctionStatus status)
    {
        var last = _last;
        return status with { Invocations = Interlocked.Read(ref _invocations), Errors = Interlocked.Read(ref _errors), LastError = last?.Text, LastErrorAt = last?.At };
    }

    private void Failed(string text)
    {
        Interlocked.Increment(ref _errors);
        _last = new LastError(text, clock.GetUtcNow());
    }

    private sealed record LastError(string Text, DateTimeOffset At);
}
