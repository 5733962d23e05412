using System.Globalization;
using Baton.Engine;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>The limits that a server has otherwise than AWS.</summary>
internal static class LimitSettings
{
    private const string RedriveDays = "Baton:Redrive:DaysMax";
    private const string Unlimited = "unlimited";

    /// <exception cref="StoreOpenException">A setting cannot be read.</exception>
    public static EngineLimits Read(IConfiguration configuration)
    {
        if (configuration[RedriveDays] is not { } text) return EngineLimits.Default;

        // Whoever says how old an execution may be does not mean the year that AWS allows it from its start.
        return EngineLimits.Default with { RedriveAgeMax = Days(text), ExecutionTimeMax = TimeSpan.MaxValue };
    }

    private static TimeSpan Days(string text)
    {
        if (text == Unlimited) return TimeSpan.MaxValue;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and < 100_000) return TimeSpan.FromDays(days);
        throw new StoreOpenException($"{RedriveDays} is '{text}'; expected a number of days from 1 to 99999, or '{Unlimited}'.");
    }
}
