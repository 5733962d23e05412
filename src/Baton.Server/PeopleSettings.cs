using System.Globalization;
using Baton.People;
using Baton.Store;
using Microsoft.Extensions.Configuration;

namespace Baton.Server;

/// <summary>Reads how tasks for people behave: <c>Baton:People:PublicUrl</c>, <c>Baton:People:User</c>, <c>Baton:Webhooks:Secret</c>, and the mail server, <c>Baton:Smtp:Host</c> and what goes with it.</summary>
internal static class PeopleSettings
{
    private const int PortDefault = 25;
    private const string SecretPrefix = "whsec_";

    /// <param name="address">Where this server listens, which is known once it does.</param>
    /// <exception cref="StoreOpenException">A setting is not what it has to be; the message names it.</exception>
    public static PeopleOptions Read(IConfiguration configuration, string dataFolder, Task<string> address)
    {
        var publicUrl = configuration["Baton:People:PublicUrl"] is { Length: > 0 } given ? given.TrimEnd('/') : null;
        if (publicUrl is not null && !(Uri.TryCreate(publicUrl, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            throw new StoreOpenException($"Baton:People:PublicUrl is '{publicUrl}'; expected an address like https://forms.example.org.");
        return new PeopleOptions
        {
            DataFolder = dataFolder,
            PublicAddress = publicUrl is null ? address : Task.FromResult(publicUrl),
            DefaultUser = configuration["Baton:People:User"] is { Length: > 0 } user ? user : null,
            WebhookKey = WebhookKey(configuration["Baton:Webhooks:Secret"]),
            Smtp = configuration["Baton:Smtp:Host"] is { Length: > 0 } host ? Smtp(configuration.GetSection("Baton:Smtp"), host) : null,
        };
    }

    /// <summary>A secret as Standard Webhooks writes it: <c>whsec_</c> and 24 to 64 bytes in Base64.</summary>
    private static byte[]? WebhookKey(string? secret)
    {
        if (string.IsNullOrEmpty(secret)) return null;
        var key = new byte[64];
        return secret.StartsWith(SecretPrefix, StringComparison.Ordinal) && Convert.TryFromBase64String(secret[SecretPrefix.Length..], key, out var length) && length >= 24
            ? key[..length]
            : throw new StoreOpenException($"Baton:Webhooks:Secret is not {SecretPrefix} and 24 to 64 bytes in Base64, as \"{SecretPrefix}$(openssl rand -base64 32)\" makes it.");
    }

    private static SmtpOptions Smtp(IConfiguration settings, string host)
    {
        var port = PortDefault;
        if (settings["Port"] is { Length: > 0 } text && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= 65_535))
            throw new StoreOpenException($"Baton:Smtp:Port is '{text}'; expected a port from 1 to 65535.");
        if (settings["From"] is not { } from || !System.Net.Mail.MailAddress.TryCreate(from, out _))
            throw new StoreOpenException($"Baton:Smtp:From is '{settings["From"]}'; expected the address that mails come from, like Baton <baton@example.org>.");
        var isTls = false;
        if (settings["Tls"] is { Length: > 0 } tls && !bool.TryParse(tls, out isTls)) throw new StoreOpenException($"Baton:Smtp:Tls is '{tls}'; expected true or false.");
        return new SmtpOptions(host, port, from) { User = settings["User"], Password = settings["Password"], UseTls = isTls };
    }
}
