namespace Baton.Runtime;

/// <summary>Is told of the moments in which thousands of executions wake up: who owns the process can keep other work out of them.</summary>
public interface IWakeUpRush
{
    /// <summary>Thousands of executions wake up within a tenth of a second, or should have. Called shortly before, by the loop that wakes them: it is to be quick.</summary>
    void Begin();

    /// <summary>They are woken, and none is about to be. Follows each <see cref="Begin"/>.</summary>
    void End();
}
