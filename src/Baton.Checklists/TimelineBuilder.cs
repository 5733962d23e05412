using Baton.Client;

namespace Baton.Checklists;

/// <summary>Makes visits, attempts and lanes of history events. Each event continues the place of the one that led to it.</summary>
internal sealed class TimelineBuilder
{
    /// <summary>Where an event left off: in which lane, and in or after which state.</summary>
    private readonly record struct Place(Lane Lane, StateVisit? Visit);

    private readonly Dictionary<long, Place> _places = [];
    private readonly HashSet<long> _parallelStarts = [];

    public Timeline Timeline { get; } = new() { Root = new Lane() };

    public void Add(HistoryEvent happened)
    {
        var from = _places.GetValueOrDefault(happened.PreviousEventId, new Place(Timeline.Root, null));
        _places[happened.Id] = Next(happened, from);
    }

    private Place Next(HistoryEvent happened, Place from) => happened.Type switch
    {
        _ when happened.StateEnteredEventDetails is { } entered => Enter(happened, entered, from),
        _ when happened.StateExitedEventDetails is { } exited => Exit(happened, exited, from),
        "TaskStateAborted" or "WaitStateAborted" or "MapStateAborted" or "ParallelStateAborted" => Abort(happened, from),
        "MapStateStarted" or "ParallelStateStarted" => BeginLanes(happened, from),
        "MapIterationStarted" => BeginIteration(happened, from),
        "MapIterationSucceeded" => EndIteration(happened, happened.MapIterationSucceededEventDetails, VisitStatus.Succeeded, from),
        "MapIterationFailed" => EndIteration(happened, happened.MapIterationFailedEventDetails, VisitStatus.Failed, from),
        "MapIterationAborted" => EndIteration(happened, happened.MapIterationAbortedEventDetails, VisitStatus.Aborted, from),
        "MapStateSucceeded" or "ParallelStateSucceeded" => EndLanes(happened, VisitStatus.Succeeded, from),
        "MapStateFailed" or "ParallelStateFailed" => EndLanes(happened, VisitStatus.Failed, from),
        "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionAborted" or "ExecutionTimedOut" => EndExecution(happened, from),
        "ExecutionRedriven" => Redrive(),
        "EvaluationFailed" => from, // the failure that follows says the same
        _ => OfTask(happened, from),
    };

    private static Place OfTask(HistoryEvent happened, Place from)
    {
        TaskEvents.Apply(happened, from.Visit);
        return from;
    }

    private Place Enter(HistoryEvent happened, StateEnteredEventDetails entered, Place from)
    {
        // A branch begins where a state follows straight on the start of its Parallel; every other state follows another one.
        var lane = _parallelStarts.Contains(happened.PreviousEventId) ? AddLane(from.Visit!.Attempts[^1], from.Visit.Attempts[^1].Lanes.Count) : from.Lane;
        var visit = new StateVisit
        {
            Id = happened.Id,
            Name = entered.Name,
            Type = happened.Type[..^"StateEntered".Length],
            EnteredAt = happened.Timestamp,
            Input = entered.Input,
            Lane = lane,
        };
        // A lane is in one state at a time: what a redrive reopened is left behind when it enters another one.
        if (lane.Visits.LastOrDefault() is { LeftAt: null } before) End(before, happened, LeftBehind(before));
        lane.Visits.Add(visit);
        return new Place(lane, visit);
    }

    private static Place Exit(HistoryEvent happened, StateExitedEventDetails exited, Place from)
    {
        var visit = Upwards(from).FirstOrDefault(visit => visit.Name == exited.Name);
        if (visit is null) return from;
        // Left straight from inside, without an event of its own end: a failure there was caught.
        if (visit.Attempts.LastOrDefault() is { Status: VisitStatus.Running } open && from.Visit != visit)
            EndAttempt(open, happened, VisitStatus.Failed, FailureOf(from));
        var last = visit.Attempts.LastOrDefault();
        visit.LeftAt = happened.Timestamp;
        visit.LeftBy = happened.Id;
        visit.Output = exited.Output;
        visit.Failure = last?.Failure;
        visit.Status = last is { Status: VisitStatus.Failed or VisitStatus.TimedOut } ? VisitStatus.Caught : VisitStatus.Succeeded;
        return new Place(visit.Lane, visit);
    }

    private static Place Abort(HistoryEvent happened, Place from)
    {
        var visit = Open(happened, from);
        if (visit is null) return from;
        End(visit, happened, LeftBehind(visit));
        return new Place(visit.Lane, visit);
    }

    private Place BeginLanes(HistoryEvent happened, Place from)
    {
        var visit = Open(happened, from);
        if (visit is null) return from;
        // The start of another attempt is how a retried Map or Parallel says that the one before had failed.
        if (visit.Attempts.LastOrDefault() is { Status: VisitStatus.Running } before) EndAttempt(before, happened, VisitStatus.Failed, FailureOf(from));
        visit.Attempts.Add(new Attempt
        {
            Visit = visit,
            ScheduledAt = happened.Timestamp,
            StartedAt = happened.Timestamp,
            Resource = happened.MapStateStartedEventDetails is { } map ? $"{map.Length} iterations" : null,
        });
        if (happened.Type == "ParallelStateStarted") _parallelStarts.Add(happened.Id);
        return new Place(visit.Lane, visit);
    }

    private static Place BeginIteration(HistoryEvent happened, Place from)
    {
        var details = happened.MapIterationStartedEventDetails;
        var map = Upwards(from).FirstOrDefault(visit => visit.Name == details?.Name && visit.Attempts.Count > 0);
        return map is null ? from : new Place(AddLane(map.Attempts[^1], details!.Index), map);
    }

    private static Place EndIteration(HistoryEvent happened, MapIterationEventDetails? details, VisitStatus status, Place from)
    {
        var map = Upwards(from).FirstOrDefault(visit => visit.Name == details?.Name && visit.Attempts.Count > 0);
        var lane = map?.Attempts[^1].Lanes.FirstOrDefault(lane => lane.Index == details!.Index);
        if (map is null || lane is null) return from;
        lane.Status = status;
        if (lane.Visits.LastOrDefault() is { LeftAt: null } last) End(last, happened, LeftBehind(last));
        // An iteration's own states keep the failure as theirs; what follows continues the Map.
        return status == VisitStatus.Succeeded ? new Place(map.Lane, map) : from;
    }

    private static Place EndLanes(HistoryEvent happened, VisitStatus status, Place from)
    {
        var visit = Open(happened, from);
        if (visit is null) return from;
        if (visit.Attempts.LastOrDefault() is { } attempt)
            EndAttempt(attempt, happened, status, status == VisitStatus.Failed ? FailureOf(from) : null);
        return new Place(visit.Lane, visit);
    }

    private Place EndExecution(HistoryEvent happened, Place from)
    {
        if (happened.Type == "ExecutionFailed")
        {
            var failure = happened.Failure is { } told ? new Failure(told.Error, told.Cause) : null;
            Timeline.FailedAt = Innermost(from.Visit);
            // A Fail state does not say what it fails with; the execution's end does.
            if (Timeline.FailedAt is { } failed) failed.Failure ??= failure;
            foreach (var visit in Upwards(from).Where(visit => visit.LeftAt is null))
            {
                visit.Failure ??= failure;
                End(visit, happened, VisitStatus.Failed);
            }
        }

        foreach (var visit in Timeline.AllVisits().Where(visit => visit.LeftAt is null))
            End(visit, happened, happened.Type == "ExecutionTimedOut" ? VisitStatus.TimedOut : LeftBehind(visit));
        return new Place(Timeline.Root, null);
    }

    private Place Redrive()
    {
        Timeline.FailedAt = null;
        Reopen(Timeline.Root);
        return new Place(Timeline.Root, null);
    }

    /// <summary>What did not succeed goes on: the state that a lane stood in, and below it the last attempt of a Map or Parallel.</summary>
    private static void Reopen(Lane lane)
    {
        lane.Status = VisitStatus.Running;
        if (lane.Visits.LastOrDefault() is not { Status: VisitStatus.Failed or VisitStatus.Aborted or VisitStatus.TimedOut } visit) return;
        (visit.Status, visit.LeftAt, visit.LeftBy, visit.Failure) = (VisitStatus.Running, null, default, null);
        if (visit.Attempts.LastOrDefault() is not { Lanes.Count: > 0 } attempt) return;
        (attempt.Status, attempt.EndedAt, attempt.Failure) = (VisitStatus.Running, null, null);
        foreach (var below in attempt.Lanes.Where(below => below.Status != VisitStatus.Succeeded)) Reopen(below);
    }

    /// <summary>From a Map or Parallel that failed down to the state in it that did.</summary>
    private static StateVisit? Innermost(StateVisit? visit)
    {
        while (visit?.Attempts.LastOrDefault()?.Lanes.SelectMany(lane => lane.Visits).LastOrDefault(inner => inner.Status == VisitStatus.Failed || inner.Failure is not null) is { } inner)
            visit = inner;
        return visit;
    }

    private static Failure? FailureOf(Place from) => from.Visit?.Failure ?? from.Visit?.Attempts.LastOrDefault()?.Failure;

    private static void End(StateVisit visit, HistoryEvent happened, VisitStatus status)
    {
        visit.LeftAt = happened.Timestamp;
        visit.LeftBy = happened.Id;
        visit.Status = status;
        visit.Failure ??= visit.Attempts.LastOrDefault()?.Failure;
        if (visit.Attempts.LastOrDefault() is { Status: VisitStatus.Running } attempt) EndAttempt(attempt, happened, status, visit.Failure);
        if (visit.Lane.Status == VisitStatus.Running && visit.Lane.Owner is not null) visit.Lane.Status = status;
    }

    private static void EndAttempt(Attempt attempt, HistoryEvent happened, VisitStatus status, Failure? failure)
    {
        attempt.EndedAt = happened.Timestamp;
        attempt.LastEvent = happened.Id;
        attempt.Status = status;
        attempt.Failure = failure;
        attempt.Visit.Failure = failure ?? attempt.Visit.Failure;
        foreach (var lane in attempt.Lanes)
        {
            if (lane.Visits.LastOrDefault() is { LeftAt: null } last) End(last, happened, LeftBehind(last));
            if (lane.Status == VisitStatus.Running) lane.Status = lane.Visits.LastOrDefault()?.Status ?? status;
        }
    }

    /// <summary>What becomes of a state that is never left: it failed itself, or was stopped because something else did.</summary>
    private static VisitStatus LeftBehind(StateVisit visit) =>
        visit.Type == "Fail" || visit.Attempts.LastOrDefault() is { Status: VisitStatus.Failed or VisitStatus.TimedOut } ? VisitStatus.Failed : VisitStatus.Aborted;

    private static Lane AddLane(Attempt attempt, int index)
    {
        var lane = new Lane { Owner = attempt, Index = index };
        attempt.Lanes.Add(lane);
        return lane;
    }

    /// <summary>The nearest state of the event's kind around a place that has not been left.</summary>
    private static StateVisit? Open(HistoryEvent happened, Place from)
    {
        var type = happened.Type[..happened.Type.IndexOf("State", StringComparison.Ordinal)];
        return Upwards(from).FirstOrDefault(visit => visit.Type == type && visit.LeftAt is null);
    }

    private static IEnumerable<StateVisit> Upwards(Place from)
    {
        for (var visit = from.Visit ?? from.Lane.Owner?.Visit; visit is not null; visit = visit.Lane.Owner?.Visit) yield return visit;
    }
}
