using System.Globalization;
using Baton.Store;
using Baton.Store.Copying;
using Baton.Store.Postgres;
using Baton.Store.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>Moves everything from one store to another, of the same kind or not: what is open there goes on here.</summary>
public static class StoreMigration
{
    /// <summary>The word for the PostgreSQL database that the configuration names (<c>Baton:Postgres:ConnectionString</c>).</summary>
    public const string ConfiguredPostgres = "postgres";

    private static readonly string[] HostKeys = ["Host=", "Server="];

    /// <summary>Copies all rows, counts them in both, and only then makes the target usable. The source is only read.</summary>
    /// <param name="from">A folder, a connection string, or <see cref="ConfiguredPostgres"/>.</param>
    /// <param name="to">The same; what has content is refused.</param>
    /// <param name="report">Told how far the copy is.</param>
    /// <returns>The rows of each table.</returns>
    /// <exception cref="StoreOpenException">One of the stores is not what it must be; the message says what to do.</exception>
    public static async Task<IReadOnlyList<CopyProgress>> RunAsync(string from, string to, Action<CopyProgress> report, CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        await using IStoreSource source = IsPostgres(from)
            ? await PostgresStoreCopy.OpenSourceAsync(Postgres(configuration, from), cancellationToken)
            : SqliteStoreCopy.OpenSource(new() { Folder = from });
        await using IStoreTarget target = IsPostgres(to)
            ? await PostgresStoreCopy.OpenTargetAsync(Postgres(configuration, to), TimeProvider.System, cancellationToken)
            : SqliteStoreCopy.OpenTarget(new() { Folder = to }, TimeProvider.System);
        return await StoreCopy.RunAsync(source, target, report, cancellationToken);
    }

    /// <summary>How far a copy is, for people.</summary>
    public static string Text(CopyProgress progress) => string.Create(CultureInfo.InvariantCulture, $"{progress.Table}: {progress.Rows:N0} of {progress.Total:N0}");

    private static PostgresStoreOptions Postgres(IConfiguration configuration, string address) =>
        StoreSettings.Postgres(configuration, address == ConfiguredPostgres ? null : address);

    private static bool IsPostgres(string address) => address == ConfiguredPostgres
        || Array.Exists(HostKeys, key => address.StartsWith(key, StringComparison.OrdinalIgnoreCase) || address.Contains(';' + key, StringComparison.OrdinalIgnoreCase));
}
