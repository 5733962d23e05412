namespace Baton.Load;

/// <summary>Several loops as one task.</summary>
internal static class Loops
{
    /// <summary>Ends when all have ended, or at once with the failure of one.</summary>
    public static async Task WhenFirstFails(this IEnumerable<Task> loops)
    {
        await foreach (var loop in Task.WhenEach(loops)) await loop;
    }
}
