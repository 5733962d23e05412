namespace Baton.Language;

/// <summary>An action that a Task can name as <c>arn:aws:states:::SERVICE:ACTION</c> beside those that AWS publishes.</summary>
/// <param name="Service">The service, like <c>human</c>.</param>
/// <param name="Action">The action, like <c>decide</c>.</param>
public sealed record ServiceIntegration(string Service, string Action)
{
    /// <summary>Whether there is <c>.sync</c>: the task is done when the job is that the action starts.</summary>
    public bool RunsJobs { get; init; }

    /// <summary>Whether there is <c>.waitForTaskToken</c>.</summary>
    public bool CallsBack { get; init; }
}
