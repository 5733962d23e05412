using Baton.Engine;
using Baton.Engine.Commands;
using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language.Model;

namespace Baton.Local;

/// <summary>A Map Run in memory: its children are local executions that share the answers and the time of the one that waits.</summary>
internal sealed class LocalMapRun
{
    private readonly OpenMapRun _run;
    private readonly MapState _state;
    private readonly Queue<MapRunBatch> _waiting = new();
    private readonly List<(MapRunBatch Batch, LocalExecution Execution)> _children = [];
    private readonly Func<MapRunBatch, LocalExecution> _start;
    private readonly (string Error, string? Cause)? _failure;

    /// <param name="effect">The run.</param>
    /// <param name="context">What its items are computed with.</param>
    /// <param name="start">Starts a child.</param>
    public LocalMapRun(Effect.RunMap effect, DecisionContext context, Func<MapRunBatch, LocalExecution> start)
    {
        _run = effect.Run;
        _start = start;
        var inputs = new MapRunInputs(effect, context);
        _state = inputs.State;
        try
        {
            ReadItems(inputs, context);
        }
        catch (MapRunInputException e)
        {
            _failure = (e.Error, e.Cause);
        }
    }

    public TaskToken Token => _run.Token;

    /// <summary>The earliest point in time at which something happens in a child by itself.</summary>
    public DateTimeOffset? NextWakeUp => Running.Min(child => child.NextWakeUp);

    private IEnumerable<LocalExecution> Running => _children.Select(child => child.Execution).Where(child => child.IsRunning);

    private bool IsExceeded => MapRunTolerance.IsExceeded(
        _children.Where(child => child.Execution.State.Status is RunStatus.Failed or RunStatus.TimedOut).Sum(child => child.Batch.Items),
        _waiting.Count == 0 ? _children.Sum(child => child.Batch.Items) : null, _run.ToleratedFailureCount, _run.ToleratedFailurePercentage);

    /// <summary>Does one thing that is owed.</summary>
    /// <returns>Whether there was any.</returns>
    public bool DoOwed()
    {
        if (Running.Any(child => child.DoOwed())) return true;
        if (IsExceeded || !_waiting.TryPeek(out var next) || (_run.MaxConcurrency > 0 && Running.Count() >= _run.MaxConcurrency)) return false;
        _waiting.Dequeue();
        _children.Add((next, _start(next)));
        return true;
    }

    /// <summary>Fires what is due in the children.</summary>
    public void FireDue(DateTimeOffset now)
    {
        foreach (var child in Running.ToList()) child.FireDue(now);
    }

    /// <summary>How the run has ended; null while it goes on.</summary>
    public ExecutionCommand? End()
    {
        if (_failure is { } failure) return new ExecutionCommand.FailMapRun(Token, failure.Error, failure.Cause);
        if (IsExceeded) return new ExecutionCommand.FailMapRun(Token, StateErrors.ExceedToleratedFailureThreshold, MapRunTolerance.ExceededCause);
        if (_waiting.Count > 0 || Running.Any()) return null;
        var transformation = ResultShape.TransformationOf(_state.Distributed!.ResultWriter?.Configuration ?? JsonObject.Empty, ResultTransformation.Compact);
        return new ExecutionCommand.CompleteMapRun(Token, ResultShape.Of(_children.Select(child => child.Execution.Result()), transformation));
    }

    private void ReadItems(MapRunInputs inputs, DecisionContext context)
    {
        if (inputs.Items is not { } items)
        {
            throw new MapRunInputException(StateErrors.ItemReaderFailed, $"The state '{inputs.State.Name}' reads its items from outside, which a local run does not.");
        }
        var batcher = new MapRunBatcher(inputs, _run, context.Limits.PayloadBytesMax, _ => 0);
        foreach (var (key, value) in items is JsonArray array ? array.Select(value => ((string?)null, value)) : ((JsonObject)items).Select(item => ((string?)item.Key, item.Value)))
        {
            if (batcher.Add(value, key) is { } batch) _waiting.Enqueue(batch);
        }
        if (batcher.Finish() is { } last) _waiting.Enqueue(last);
    }
}
