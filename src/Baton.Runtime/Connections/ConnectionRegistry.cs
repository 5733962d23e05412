using Baton.Json;
using Baton.Runtime.Registry;
using Baton.Runtime.Storage;
using Baton.Store;

namespace Baton.Runtime.Connections;

/// <summary>The connections that are known. Their parameters, secret or not, are encrypted wherever they rest, and in the clear only while they are used.</summary>
/// <param name="keys">What secrets are encrypted with; null where this server keeps none.</param>
public sealed class ConnectionRegistry(IStore store, GroupCommitter committer, SecretKeys? keys, TimeProvider clock)
{
    private readonly Gate _writing = new();
    private readonly RegistryCache<ConnectionRow> _known = new();

    public async ValueTask<Connection?> FindAsync(string region, string name, CancellationToken cancellationToken)
    {
        var row = await _known.FindAsync(Key(region, name), (_, stop) => store.FindConnectionAsync(region, name, stop), cancellationToken);
        return row is null ? null : Connection.Of(row);
    }

    /// <summary>The connection with an ARN, <c>arn:aws:events:REGION:ACCOUNT:connection/NAME/ID</c>; null where there is none.</summary>
    public async ValueTask<Connection?> FindAsync(string arn, CancellationToken cancellationToken)
    {
        var parts = arn.Split(':', 6);
        var resource = parts[^1].Split('/');
        if (parts.Length != 6 || resource.Length != 3 || await FindAsync(parts[3], resource[1], cancellationToken) is not { } connection) return null;
        return connection.Arn == arn ? connection : null;
    }

    /// <summary>Connections in the order of their names, after one of them.</summary>
    public async ValueTask<IReadOnlyList<Connection>> ListAsync(string region, string afterName, int countMax, CancellationToken cancellationToken) =>
        [.. (await store.ListConnectionsAsync(region, afterName, countMax, cancellationToken)).Select(Connection.Of)];

    /// <param name="arn">Its ARN, which ends in an id that no other had.</param>
    /// <param name="parameters">What EventBridge calls AuthParameters.</param>
    /// <returns>The connection; null where the name is taken.</returns>
    /// <exception cref="SecretKeyException">This server keeps no secrets.</exception>
    public async Task<Connection?> CreateAsync(string arn, string region, string name, string? description, string type, JsonObject parameters, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(region, name, cancellationToken) is not null) return null;
        var now = clock.NowStored();
        return await PutAsync(new Connection
        {
            Region = region, Name = name, Arn = arn, Description = description, AuthorizationType = type, State = Connection.Authorized,
            CreatedAt = now, UpdatedAt = now, AuthorizedAt = now, Sealed = Seal(arn, parameters),
        });
    }

    /// <param name="change">Makes the new connection and its new parameters of the present ones; what it throws is passed on, and nothing changes.</param>
    /// <returns>The connection; null where there is none.</returns>
    /// <exception cref="SecretKeyException">Its secrets cannot be read.</exception>
    public async Task<Connection?> UpdateAsync(
        string region, string name, Func<Connection, JsonObject, (Connection Connection, JsonObject Parameters)> change, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(region, name, cancellationToken) is not { } present) return null;
        var before = Open(present);
        var (connection, parameters) = change(present, before);
        var now = clock.NowStored();
        connection = connection with { UpdatedAt = now };
        return await PutAsync(parameters.Equals(before) ? connection : connection with { State = Connection.Authorized, AuthorizedAt = now, Sealed = Seal(present.Arn, parameters) });
    }

    /// <summary>Takes its secrets away, for good; what it is called stays.</summary>
    /// <returns>The connection; null where there is none.</returns>
    public async Task<Connection?> DeauthorizeAsync(string region, string name, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(region, name, cancellationToken) is not { } present) return null;
        return await PutAsync(present with { State = Connection.Deauthorized, UpdatedAt = clock.NowStored(), Sealed = Seal(present.Arn, JsonObject.Empty) });
    }

    /// <returns>The connection as it was; null where there is none.</returns>
    public async Task<Connection?> DeleteAsync(string region, string name, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(region, name, cancellationToken) is not { } present) return null;
        await committer.CommitAsync(new StoreChange.RemoveConnection(region, name));
        _known.Remove(Key(region, name));
        return present;
    }

    /// <summary>Its parameters in the clear. What an earlier key encrypted is encrypted with the present one on the way.</summary>
    /// <exception cref="SecretKeyException">Its secrets cannot be read.</exception>
    public async ValueTask<JsonObject> ParametersAsync(Connection connection, CancellationToken cancellationToken)
    {
        var parameters = Open(connection);
        if (!Keys.IsCurrent(connection.Sealed.Span)) await SealAnewAsync(connection, cancellationToken);
        return parameters;
    }

    private async Task SealAnewAsync(Connection connection, CancellationToken cancellationToken)
    {
        using var stay = await _writing.EnterAsync(cancellationToken);
        if (await FindAsync(connection.Region, connection.Name, cancellationToken) is { } present && present.Arn == connection.Arn) await PutAsync(present with { Sealed = Seal(present.Arn, Open(present)) });
    }

    private SecretKeys Keys => keys ?? throw new SecretKeyException("This server has no key to encrypt secrets with, so it keeps no connections.");

    private byte[] Seal(string arn, JsonObject parameters) => Keys.Seal(parameters.ToUtf8(), arn);

    private JsonObject Open(Connection connection) => (JsonObject)JsonData.Parse(Keys.Open(connection.Sealed.Span, connection.Arn));

    private async Task<Connection> PutAsync(Connection connection)
    {
        var row = connection.ToRow();
        await committer.CommitAsync(new StoreChange.PutConnection(row));
        _known.Put(Key(row.Region, row.Name), row);
        return connection;
    }

    private static string Key(string region, string name) => $"{region}/{name}";
}
