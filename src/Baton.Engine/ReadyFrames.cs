using Baton.Engine.Execution;

namespace Baton.Engine;

/// <summary>The frames that can move, in the order in which they became able to: the same order whether a slice ended between or not.</summary>
internal sealed class ReadyFrames
{
    private Queue<int>? _order; // both are made with the first: many decisions move nothing on
    private HashSet<int>? _queued;

    public ReadyFrames(ExecutionState state)
    {
        if (state.ReadyFrames == 0) return;
        foreach (var frame in state.Frames.Where(frame => frame.IsReady).OrderBy(frame => frame.ReadySince).ThenBy(frame => frame.Id)) Add(frame.Id);
    }

    /// <summary>Puts a frame at the end unless it waits already.</summary>
    public void Add(int frame)
    {
        if ((_queued ??= []).Add(frame)) (_order ??= new Queue<int>()).Enqueue(frame);
    }

    public bool TryTake(out int frame)
    {
        frame = 0;
        return _order is not null && _order.TryDequeue(out frame) && _queued!.Remove(frame);
    }
}
