using System.Collections.Frozen;
using Baton.Engine.Execution;

namespace Baton.Integrations.Aws;

/// <summary>Finds the service of a task: one that is known from the start or was configured.</summary>
internal sealed class ServiceDirectory
{
    private const string Sdk = "aws-sdk:";

    private readonly FrozenDictionary<string, AwsService> _services;
    private readonly FrozenDictionary<string, AwsService> _optimized;

    public ServiceDirectory(IntegrationOptions options)
    {
        _services = AwsServices.Known.Values.Where(known => !options.Services.ContainsKey(known.Name)).Concat(options.Services.Values).ToFrozenDictionary(service => service.Name, StringComparer.OrdinalIgnoreCase);
        _optimized = _services.Values.Where(service => service.Optimized is not null).ToFrozenDictionary(service => service.Optimized!.Service, StringComparer.Ordinal);
    }

    /// <summary>Whether a task is a call of an AWS service; it may be one that nothing is known of.</summary>
    public bool IsServiceTask(OpenTask task) =>
        task.Kind == TaskKind.Service && (task.ResourceType!.StartsWith(Sdk, StringComparison.Ordinal) || _optimized.ContainsKey(task.ResourceType));

    /// <summary>The call; null where nothing is known of the service.</summary>
    public ServiceTask? Find(OpenTask task)
    {
        var isOptimized = !task.ResourceType!.StartsWith(Sdk, StringComparison.Ordinal);
        var service = isOptimized ? _optimized.GetValueOrDefault(task.ResourceType) : _services.GetValueOrDefault(task.ResourceType[Sdk.Length..]);
        return service is null ? null : new ServiceTask(task, service, isOptimized, Casing.Operation(ServiceTask.ActionOf(task)));
    }

    /// <summary>A service by its name in resource ARNs.</summary>
    public AwsService Named(string name) => _services[name];
}
