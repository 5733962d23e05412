using Microsoft.Extensions.DependencyInjection;

namespace Baton.Client.Worker;

/// <summary>Collects the activities of one worker.</summary>
public sealed class BatonWorkerBuilder
{
    private readonly BatonWorkerOptions _options;
    private readonly List<ActivityRegistration> _activities = [];

    internal BatonWorkerBuilder(BatonWorkerOptions options) => _options = options;

    internal IReadOnlyList<ActivityRegistration> Activities => _activities;

    /// <summary>Adds an activity and what does it.</summary>
    /// <param name="nameOrArn">A bare name is one of the client's region.</param>
    /// <param name="handler">
    /// Gets the input and gives the output, both by <see cref="BatonWorkerOptions.Json"/>. An exception fails the task: its type's name is the
    /// error, its message the cause; a <see cref="TaskFailureException"/> says both itself. May be called again for a task it has worked on before.
    /// </param>
    /// <param name="configure">What is different for this activity.</param>
    /// <exception cref="ArgumentException">The worker has this activity already.</exception>
    public BatonWorkerBuilder AddActivity<TInput, TOutput>(
        string nameOrArn, Func<TInput, ActivityContext, Task<TOutput>> handler, Action<ActivityOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(nameOrArn);
        ArgumentNullException.ThrowIfNull(handler);
        if (_activities.Any(activity => activity.NameOrArn == nameOrArn))
            throw new ArgumentException($"Expected each activity once, found '{nameOrArn}' again.", nameof(nameOrArn));
        var options = new ActivityOptions();
        configure?.Invoke(options);
        _activities.Add(ActivityRegistration.Of(nameOrArn, options, () => _options.Json, handler));
        return this;
    }

    /// <summary>Adds an activity that a service of the host does; the service is resolved for each task, in the task's own scope.</summary>
    /// <inheritdoc cref="AddActivity{TInput, TOutput}(string, Func{TInput, ActivityContext, Task{TOutput}}, Action{ActivityOptions}?)"/>
    public BatonWorkerBuilder AddActivity<TService, TInput, TOutput>(
        string nameOrArn, Func<TService, TInput, ActivityContext, Task<TOutput>> handler, Action<ActivityOptions>? configure = null)
        where TService : notnull
    {
        ArgumentNullException.ThrowIfNull(handler);
        return AddActivity<TInput, TOutput>(nameOrArn, (input, context) => handler(context.Services.GetRequiredService<TService>(), input, context), configure);
    }
}
