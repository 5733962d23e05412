using Baton.Engine.Execution;
using Baton.Store;

namespace Baton.Runtime.Tasks;

/// <summary>Keeps something durable for the tasks that wait for their token, and has to learn for certain when an execution waits no more.</summary>
public interface ITaskKeeper : ITaskIntegration
{
    /// <summary>
    /// A task has ended, in whatever way. Called while that is decided, so it is quick and never fails; what it gives, if anything, is stored in the same commit.
    /// </summary>
    StoreChange? Ended(OpenTask task);

    /// <summary>What was given to be stored alongside of an execution is durable.</summary>
    void Stored();
}
