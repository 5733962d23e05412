namespace Baton.Expressions.Jsonata;

/// <summary>
/// Gives memory back in a loop whose steps leave nothing behind but one value. Functions of the language cannot store
/// anything: what the steps made and the value does not hold is garbage. It is looked at only when twice as much was made as
/// was alive at the last look, so that looking costs no more than making.
/// </summary>
/// <param name="machine">The evaluation, before the loop starts.</param>
internal struct Leftovers(Machine machine)
{
    private const long LookBytesMin = 64 * 1024;

    private readonly long _before = machine.Made;
    private long _tolerated = LookBytesMin;

    /// <param name="kept">All that goes on from here.</param>
    public void Sweep(ReadOnlySpan<object?> kept)
    {
        var made = machine.Made - _before;
        if (made <= _tolerated) return;
        var alive = Footprint.Of(kept, made);
        machine.Release(made - alive);
        _tolerated = Math.Max(LookBytesMin, 2 * alive);
    }
}
