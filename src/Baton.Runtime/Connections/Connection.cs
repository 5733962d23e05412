using Baton.Json;
using Baton.Store;

namespace Baton.Runtime.Connections;

/// <summary>How HTTP APIs are called, in EventBridge's words; without its secrets.</summary>
public sealed record Connection
{
    public const string ApiKey = "API_KEY";
    public const string Basic = "BASIC";
    public const string OAuth = "OAUTH_CLIENT_CREDENTIALS";
    public const string Authorized = "AUTHORIZED";
    public const string Deauthorized = "DEAUTHORIZED";

    public required string Region { get; init; }

    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string? Description { get; init; }

    /// <summary><see cref="ApiKey"/>, <see cref="Basic"/> or <see cref="OAuth"/>.</summary>
    public required string AuthorizationType { get; init; }

    /// <summary><see cref="Authorized"/>, or <see cref="Deauthorized"/> after its secrets were taken away.</summary>
    public required string State { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it got its secrets last.</summary>
    public required DateTimeOffset AuthorizedAt { get; init; }

    /// <summary>Its secrets, encrypted.</summary>
    internal ReadOnlyMemory<byte> Sealed { get; init; }

    internal static Connection Of(ConnectionRow row)
    {
        var settings = (JsonObject)JsonData.Parse(row.Settings);
        return new Connection
        {
            Region = row.Region,
            Name = row.Name,
            Arn = row.Arn,
            CreatedAt = row.CreatedAt,
            Description = Text("description"),
            AuthorizationType = Text("authorizationType")!,
            State = Text("state")!,
            UpdatedAt = Time("updatedAt"),
            AuthorizedAt = Time("authorizedAt"),
            Sealed = row.Secrets,
        };

        string? Text(string name) => (settings[name] as JsonString)?.Value;
        DateTimeOffset Time(string name) => StoreTime.FromMilliseconds((long)((JsonNumber)settings[name]!).Value);
    }

    internal ConnectionRow ToRow()
    {
        var settings = JsonObject.Of(
            ("authorizationType", JsonData.Of(AuthorizationType)), ("state", JsonData.Of(State)), ("updatedAt", JsonData.Of(StoreTime.ToMilliseconds(UpdatedAt))),
            ("authorizedAt", JsonData.Of(StoreTime.ToMilliseconds(AuthorizedAt))));
        if (Description is not null) settings = settings.With("description", JsonData.Of(Description));
        return new ConnectionRow(Region, Name, Arn, CreatedAt, settings.ToString(), Sealed);
    }
}
