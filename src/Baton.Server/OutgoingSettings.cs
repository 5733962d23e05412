using Baton.Integrations.Outgoing;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>Reads where calls by a workflow's data may go beside public addresses: <c>Baton:Outgoing:Allow</c>, apart by commas or as a list.</summary>
internal static class OutgoingSettings
{
    private const string Name = "Baton:Outgoing:Allow";

    /// <exception cref="StoreOpenException">An entry is not what it has to be; the message names it.</exception>
    public static OutgoingOptions Read(IConfiguration configuration)
    {
        var options = new OutgoingOptions();
        var section = configuration.GetSection(Name);
        foreach (var entry in section.GetChildren().Select(child => child.Value).Prepend(section.Value).SelectMany(text => (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            options.Allow.Add(AllowedTarget.TryParse(entry, out var target) ? target : throw new StoreOpenException(
                $"{Name} has '{entry}'; expected addresses like 127.0.0.1, 127.0.0.1:8080, [::1]:8080 or 10.1.0.0/16, apart by commas."));
        }
        return options;
    }
}
