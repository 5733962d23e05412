using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;

namespace Baton.Server.Maintenance;

/// <summary>How a server is set.</summary>
/// <param name="Version">Of Baton.</param>
/// <param name="Runtime">Of .NET, and the machine that it runs on.</param>
/// <param name="Store">What the store says of itself.</param>
/// <param name="DataFolder">Where its files are.</param>
/// <param name="StartedAt">When the service was made.</param>
/// <param name="Settings">What there is to set, in the order of the names; and what is set without there being such a setting.</param>
public sealed record SettingsView(string Version, string Runtime, string Store, string DataFolder, DateTimeOffset StartedAt, IReadOnlyList<SettingView> Settings);

/// <summary>A setting.</summary>
/// <param name="Name">Like <c>Baton:Retention:Age</c>; as a variable of the environment, with two underscores for each colon.</param>
/// <param name="About">What it does; null where Baton has no such setting.</param>
/// <param name="Default">What holds where it is not set, for people.</param>
/// <param name="IsSet">Whether it is.</param>
/// <param name="Value">As it is set; null where it is not, or is not to be shown.</param>
/// <param name="Source">Where it is set; null where it is not.</param>
public sealed record SettingView(string Name, string? About, string? Default, bool IsSet, string? Value, string? Source);

/// <summary>
/// Tells how the server is set, and where each setting comes from. Values are shown of what is known to hold no secret; of everything else, that it is set.
/// </summary>
/// <param name="store">What the store says of itself.</param>
internal sealed class EffectiveSettings(IConfiguration configuration, ServiceOptions options, string store)
{
    private readonly DateTimeOffset _startedAt = options.Clock.GetUtcNow();

    public SettingsView Read() => new(
        Version, $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}", store,
        Path.GetFullPath(options.DataFolder), _startedAt, [.. Settings().OrderBy(setting => setting.Name, StringComparer.OrdinalIgnoreCase)]);

    private static string Version =>
        typeof(EffectiveSettings).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? typeof(EffectiveSettings).Assembly.GetName().Version!.ToString();

    /// <summary>What the command line or the application that hosts the service says.</summary>
    private Dictionary<string, string> Chosen { get; } = new(
        new[] { ("Baton:Functions:Hosted", options.AllowsHostedFunctions ? "true" : null), ("Baton:Store", options.PostgresConnectionString is null ? null : "postgres"), ("Baton:Postgres:ConnectionString", options.PostgresConnectionString) }
            .Where(setting => setting.Item2 is not null).Select(setting => KeyValuePair.Create(setting.Item1, setting.Item2!)),
        StringComparer.OrdinalIgnoreCase);

    private IEnumerable<SettingView> Settings()
    {
        var set = configuration.GetSection("Baton").AsEnumerable().Where(pair => !string.IsNullOrEmpty(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value!, StringComparer.OrdinalIgnoreCase);
        foreach (var name in Chosen.Keys.Where(name => !set.ContainsKey(name))) set[name] = Chosen[name];
        foreach (var (name, value) in set)
        {
            var known = KnownSettings.Find(name);
            var chosen = Chosen.GetValueOrDefault(name); // has the last word
            yield return new SettingView(name, known?.About, known?.Default, true, known is { IsSecret: false } ? WithoutPassword(chosen ?? value) : null, chosen is null ? SourceOf(name) : "how the server was started");
        }
        foreach (var known in KnownSettings.All.Where(known => !known.IsFamily && !set.ContainsKey(known.Name))) yield return new SettingView(known.Name, known.About, known.Default, false, null, null);
    }

    private string? SourceOf(string name)
    {
        if (configuration is not IConfigurationRoot root) return null;
        var provider = root.Providers.LastOrDefault(provider => provider.TryGet(name, out _));
        return provider switch
        {
            null => null,
            Microsoft.Extensions.Configuration.EnvironmentVariables.EnvironmentVariablesConfigurationProvider => $"environment: {name.Replace(":", "__", StringComparison.Ordinal)}",
            FileConfigurationProvider file => $"file: {file.Source.Path}",
            _ => provider.GetType().Name,
        };
    }

    /// <summary>An address may have been set with a password in it, against the rules.</summary>
    private static string WithoutPassword(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && address.UserInfo.Length > 0 ? value.Replace(address.UserInfo + "@", "***@", StringComparison.Ordinal) : value;
}
