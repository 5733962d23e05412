using Baton.Engine.Execution;
using Baton.Json;
using Baton.Store;

namespace Baton.Runtime.Tasks;

/// <summary>Does the tasks of some resources: calls a function, a service, another execution.</summary>
public interface ITaskIntegration
{
    /// <summary>Whether this integration does the task's resource.</summary>
    bool Handles(OpenTask task);

    /// <summary>
    /// Does the task, or submits it where somebody is to call back. May be asked again for the same token after a crash.
    /// Cancelled when the task has ended without it (timed out, stopped) or the server stops; one that does not listen is not waited for.
    /// </summary>
    Task<TaskOutcome> InvokeAsync(OpenTask task, CancellationToken cancellationToken);
}

/// <summary>How a call ended.</summary>
public abstract record TaskOutcome
{
    private TaskOutcome()
    {
    }

    /// <summary>The service answered; for a task that waits for its token this is the answer to the submission.</summary>
    public sealed record Succeeded(JsonText Output) : TaskOutcome
    {
        /// <summary>What is stored in the commit in which the execution takes the answer: all of it, or where the answer is not wanted any more nothing.</summary>
        public IReadOnlyList<StoreChange> Alongside { get; init; } = [];
    }

    /// <summary>What a service says of its failure may be as long as it likes: what a history does not take of it is cut.</summary>
    public sealed record Failed(string? Error, string? Cause) : TaskOutcome
    {
        private const int ErrorLengthMax = 256;
        private const int CauseLengthMax = 32_768;

        public string? Error { get; } = Cut(Error, ErrorLengthMax);

        public string? Cause { get; } = Cut(Cause, CauseLengthMax);

        private static string? Cut(string? text, int lengthMax) =>
            text is null || text.Length <= lengthMax ? text : text[..(char.IsHighSurrogate(text[lengthMax - 1]) ? lengthMax - 1 : lengthMax)];
    }
}
