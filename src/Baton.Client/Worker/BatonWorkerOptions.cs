using System.Text.Json;

namespace Baton.Client.Worker;

/// <summary>How a worker works. What is set here holds for all its activities; <see cref="ActivityOptions"/> can differ for one.</summary>
public sealed class BatonWorkerOptions
{
    /// <summary>Where the service is and how to talk to it.</summary>
    public StepFunctionsClientOptions Client { get; } = new();

    /// <summary>Shows in the history of executions; at most 80 characters. Machine name and process id unless set.</summary>
    public string WorkerName { get; set; } = DefaultName();

    /// <summary>Whether activities that the service does not have are created. Default true.</summary>
    public bool CreateActivities { get; set; } = true;

    /// <summary>
    /// Whether tasks are taken over the worker stream where the service has it, which costs a fraction of long polls; AWS does not, and is polled.
    /// Default true; false always polls.
    /// </summary>
    public bool UseStream { get; set; } = true;

    /// <summary>How many tasks of one activity are worked on at a time; where there is no worker stream, each has its own long poll. 1 to 1,000, default 4.</summary>
    public int Pollers { get; set; } = 4;

    /// <summary>
    /// How often a heartbeat is sent while a task is worked on. Below half of the state's <c>HeartbeatSeconds</c>, and bounds how late the work
    /// hears that nobody waits for it any more. Default 10 s.
    /// </summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long tasks may go on when the host stops. What is not done by then is cancelled and reported as failed with
    /// <see cref="WorkerErrors.WorkerStopped"/>. Below the host's own <c>ShutdownTimeout</c> (30 s); default 20 s.
    /// </summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest wait between polls while the service is away. Default 5 s.</summary>
    public TimeSpan PollDelayMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How inputs are read and outputs written. Default <see cref="JsonSerializerOptions.Web"/>.</summary>
    public JsonSerializerOptions Json { get; set; } = JsonSerializerOptions.Web;

    private static string DefaultName()
    {
        var name = $"{Environment.MachineName}-{Environment.ProcessId}";
        return name.Length <= 80 ? name : name[^80..];
    }
}
