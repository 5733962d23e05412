using Baton.Runtime;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server.Maintenance;

/// <summary>Reads how long closed executions are kept: <c>Baton:Retention:Age</c> and how often that is looked at, <c>Baton:Retention:Interval</c>.</summary>
internal static class RetentionSettings
{
    /// <exception cref="StoreOpenException">A setting is not what it has to be; the message names it.</exception>
    public static RuntimeOptions ReadInto(RuntimeOptions options, IConfiguration configuration)
    {
        if (Read(configuration, "Age", TimeSpan.FromMinutes(1), TimeSpan.MaxValue) is { } age) options.RetentionAge = age;
        if (Read(configuration, "Interval", TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)) is { } interval) options.RetentionInterval = interval;
        return options;
    }

    private static TimeSpan? Read(IConfiguration configuration, string name, TimeSpan min, TimeSpan max)
    {
        if (configuration[$"Baton:Retention:{name}"] is not { Length: > 0 } text) return null;
        if (!Durations.TryParse(text, out var length)) throw new StoreOpenException($"Baton:Retention:{name} is '{text}'; expected {Durations.Expected}.");
        return length >= min && length <= max ? length : throw new StoreOpenException($"Baton:Retention:{name} is '{text}'; expected at least {min}{(max == TimeSpan.MaxValue ? "" : $" and at most {max}")}.");
    }
}
