using System.Globalization;
using Baton.Store;
using Baton.Store.Postgres;
using Baton.Store.Sqlite;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>Reads which store is to be used, and where it is: <c>Baton:Store</c> and <c>Baton:Postgres</c>.</summary>
internal static class StoreSettings
{
    private const string ConnectionString = "Baton:Postgres:ConnectionString";
    private const string Readers = "Baton:Postgres:Readers";
    private const string UnsafeDurability = "Baton:Postgres:UnsafeDurability";

    /// <exception cref="StoreOpenException">A setting is not what it must be, or the store cannot be opened.</exception>
    public static async Task<IStore> OpenAsync(ServiceOptions options, IConfiguration configuration, CancellationToken cancellationToken) =>
        options.PostgresConnectionString is not null || IsPostgres(configuration)
            ? await PostgresStore.OpenAsync(Postgres(configuration, options.PostgresConnectionString), options.Clock, cancellationToken)
            : await SqliteStore.OpenAsync(new() { Folder = options.DataFolder }, options.Clock, cancellationToken);

    /// <param name="connectionString">What takes the place of the configured one; null for that.</param>
    /// <exception cref="StoreOpenException">A setting is not what it must be.</exception>
    public static PostgresStoreOptions Postgres(IConfiguration configuration, string? connectionString)
    {
        connectionString ??= configuration[ConnectionString];
        if (string.IsNullOrWhiteSpace(connectionString))
            throw new StoreOpenException($"{ConnectionString} is missing; expected something like 'Host=db;Database=baton;Username=baton;Password=…'.");
        var options = new PostgresStoreOptions { ConnectionString = connectionString };
        if (configuration[Readers] is { } readers)
        {
            options.Readers = int.TryParse(readers, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= PostgresStoreOptions.ReadersMax
                ? count
                : throw new StoreOpenException($"{Readers} is '{readers}'; expected a number of connections from 1 to {PostgresStoreOptions.ReadersMax}.");
        }
        if (configuration[UnsafeDurability] is { } isUnsafe)
        {
            options.UnsafeDurability = bool.TryParse(isUnsafe, out var value) ? value : throw new StoreOpenException($"{UnsafeDurability} is '{isUnsafe}'; expected true or false.");
        }
        return options;
    }

    private static bool IsPostgres(IConfiguration configuration) => configuration["Baton:Store"] switch
    {
        null or "sqlite" => false,
        "postgres" => true,
        var other => throw new StoreOpenException($"Baton:Store is '{other}'; expected sqlite or postgres."),
    };
}
