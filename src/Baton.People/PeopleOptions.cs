namespace Baton.People;

/// <summary>How tasks for people behave.</summary>
public sealed record PeopleOptions
{
    /// <summary>The folder that holds the key of links.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where outsiders reach this server, without a slash at the end; what links begin with. May be known only when the server listens: tasks with links wait for it.</summary>
    public required Task<string> PublicAddress { get; init; }

    /// <summary>Who acts where a request does not say; null for nobody.</summary>
    public string? DefaultUser { get; init; }

    /// <summary>What calls of webhooks are signed with; null for no signature.</summary>
    public byte[]? WebhookKey { get; init; }

    /// <summary>The mail server; null where there is none.</summary>
    public SmtpOptions? Smtp { get; init; }
}

/// <summary>The mail server that mails are handed to.</summary>
public sealed record SmtpOptions(string Host, int Port, string From)
{
    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether the connection is to be encrypted (STARTTLS); then a server that does not is refused.</summary>
    public bool UseTls { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
