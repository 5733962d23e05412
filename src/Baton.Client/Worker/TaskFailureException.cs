namespace Baton.Client.Worker;

/// <summary>Fails a task with an error name of the workflow's own, for Retry and Catch to match.</summary>
/// <param name="error">At most 256 characters; must not begin with <c>States.</c>, which are the language's own.</param>
/// <param name="cause">For people; at most 32,768 characters.</param>
public sealed class TaskFailureException(string error, string cause) : Exception(cause)
{
    public string Error { get; } = error;

    public string Cause { get; } = cause;
}
