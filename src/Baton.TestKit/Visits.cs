using Baton.Engine.Events;

namespace Baton.TestKit;

/// <summary>Reads the path from events.</summary>
internal static class Visits
{
    public static List<Visit> Of(IEnumerable<ExecutionEvent> events, DateTimeOffset startedAt)
    {
        var path = new List<Visit>();
        var open = new Dictionary<int, Visit>(); // by frame: one state at a time
        foreach (var happened in events)
        {
            if (happened is ExecutionEvent.StateEntered entered)
            {
                var visit = new Visit(entered.Name, $"{entered.Type}", entered.Timestamp - startedAt) { Input = entered.Input.ToString() };
                path.Add(open[entered.Frame] = visit);
                continue;
            }
            if (!open.TryGetValue(happened.Frame, out var at)) continue;
            switch (happened)
            {
                case ExecutionEvent.StateExited exited:
                    (at.Output, at.Duration) = (exited.Output.ToString(), exited.Timestamp - startedAt - at.After);
                    open.Remove(happened.Frame);
                    break;
                case ExecutionEvent.RetryArmed:
                    at.Retries++;
                    break;
                case ExecutionEvent.TaskFailed failed:
                    at.Error = failed.Error ?? $"{failed.Failure}";
                    break;
                case ExecutionEvent.EvaluationFailed failed:
                    at.Error = failed.Error;
                    break;
            }
        }
        return path;
    }
}
