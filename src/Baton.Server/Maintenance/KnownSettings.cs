namespace Baton.Server.Maintenance;

/// <summary>A setting that there is.</summary>
/// <param name="Name">Its name; one that ends with a colon is of a family, whose members are named by whoever sets them.</param>
/// <param name="Default">What holds where it is not set, for people.</param>
internal sealed record KnownSetting(string Name, string Default, string About)
{
    /// <summary>Whether its value is shown to nobody.</summary>
    public bool IsSecret { get; init; }

    public bool IsFamily => Name[^1] == ':';
}

/// <summary>Everything that can be set below <c>Baton</c>.</summary>
internal static class KnownSettings
{
    public static IReadOnlyList<KnownSetting> All { get; } =
    [
        new("Baton:Buckets:", "none", "The folder that a bucket of this name is kept in."),
        new("Baton:Endpoints:", "AWS", "Where a service is called."),
        new("Baton:Functions:Hosted", "false", "Whether functions may be commands that the server starts. Whoever reaches the server can then run programs as its user."),
        new("Baton:Logs:FileBytesMax", "64 MiB", "How long a file of execution logs grows, in bytes."),
        new("Baton:Logs:Folder", "logs in the data folder", "Where execution logs are written."),
        new("Baton:Outgoing:Allow", "public addresses alone", "Where calls by a workflow's data may go beside public addresses: addresses, ports, networks."),
        new("Baton:Outgoing:Allow:", "public addresses alone", "Where calls by a workflow's data may go beside public addresses."),
        new("Baton:Paused", "as the store was left", "Whether the server starts paused: it shows what is stored, and dispatches nothing."),
        new("Baton:People:PublicUrl", "where the server listens", "What links for outsiders begin with."),
        new("Baton:People:User", "nobody", "Who acts where a request does not say."),
        new("Baton:Postgres:ConnectionString", "none", "How the PostgreSQL database is reached.") { IsSecret = true },
        new("Baton:Postgres:Readers", "8", "How many connections read."),
        new("Baton:Postgres:UnsafeDurability", "false", "Commits without waiting for the disk: what was answered can be lost."),
        new("Baton:Redrive:DaysMax", "14", "For how many days after its end an execution can be redriven."),
        new("Baton:Retention:Age", "for ever", "How long closed executions are kept."),
        new("Baton:Retention:Interval", "10m", "How often it is looked for older ones."),
        new("Baton:S3:PathStyle", "false", "Whether the name of a bucket is in the path, not in the host."),
        new("Baton:S3:Region", "that of the environment", "The region of buckets."),
        new("Baton:Secrets:Key", "a file in the data folder", "What secrets of connections are encrypted with.") { IsSecret = true },
        new("Baton:Secrets:KeyFile", "secrets.key in the data folder", "The file with what secrets of connections are encrypted with."),
        new("Baton:Services:", "those that Baton knows", "How a service is called that Baton does not know."),
        new("Baton:Smtp:From", "none", "The address that mails come from."),
        new("Baton:Smtp:Host", "no mails", "The mail server."),
        new("Baton:Smtp:Password", "none", "The password at the mail server.") { IsSecret = true },
        new("Baton:Smtp:Port", "25", "The port of the mail server."),
        new("Baton:Smtp:Tls", "false", "Whether the connection to the mail server has to be encrypted."),
        new("Baton:Smtp:User", "none", "The user at the mail server."),
        new("Baton:Store", "sqlite", "The kind of store: sqlite or postgres."),
        new("Baton:Webhooks:Secret", "no signature", "What webhooks are signed with.") { IsSecret = true },
    ];

    /// <returns>The setting of this name; null where there is none.</returns>
    public static KnownSetting? Find(string name) =>
        All.FirstOrDefault(known => name.Equals(known.Name, StringComparison.OrdinalIgnoreCase)) ?? All.FirstOrDefault(known => known.IsFamily && name.StartsWith(known.Name, StringComparison.OrdinalIgnoreCase));
}
