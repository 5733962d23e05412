namespace Baton.Client;

/// <summary>
/// What the shared files of AWS say of a profile: <c>~/.aws/credentials</c> before <c>~/.aws/config</c>, or the files that
/// <c>AWS_SHARED_CREDENTIALS_FILE</c> and <c>AWS_CONFIG_FILE</c> name; the profile is <c>AWS_PROFILE</c>, else <c>default</c>.
/// </summary>
/// <remarks>Keys and region are read; roles, single sign-on and credential processes are not: give <see cref="StepFunctionsClientOptions.CredentialsSource"/> for those.</remarks>
internal sealed record SharedProfile(AwsCredentials? Credentials, string? Region)
{
    /// <exception cref="ArgumentException"><c>AWS_PROFILE</c> names a profile that no file has.</exception>
    public static SharedProfile Read()
    {
        var named = Variable("AWS_PROFILE");
        var profile = named ?? "default";
        var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        var credentials = Section(Variable("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, "credentials"), profile);
        var config = Section(Variable("AWS_CONFIG_FILE") ?? Path.Combine(home, "config"), profile == "default" ? profile : $"profile {profile}");
        if (named is not null && credentials is null && config is null) throw new ArgumentException($"AWS_PROFILE is '{named}'; neither the credentials file nor the config file of AWS has that profile.", nameof(named));
        return new SharedProfile(KeysOf(credentials) ?? KeysOf(config), credentials?.GetValueOrDefault("region") ?? config?.GetValueOrDefault("region"));
    }

    private static AwsCredentials? KeysOf(Dictionary<string, string>? section) =>
        section?.GetValueOrDefault("aws_access_key_id") is { } id && section.GetValueOrDefault("aws_secret_access_key") is { } secret
            ? new AwsCredentials(id, secret, section.GetValueOrDefault("aws_session_token"))
            : null;

    // file = { "[" name "]" | key "=" value | "#" comment | ";" comment }; indented lines belong to the setting before
    private static Dictionary<string, string>? Section(string path, string name)
    {
        if (!File.Exists(path)) return null;
        Dictionary<string, string>? found = null;
        var isHere = false;
        foreach (var line in File.ReadLines(path))
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';' || char.IsWhiteSpace(line[0])) continue;
            if (text[0] == '[')
            {
                isHere = text.Split(']')[0].TrimStart('[').Trim() == name;
                if (isHere) found ??= [];
            }
            else if (isHere && text.IndexOf('=', StringComparison.Ordinal) is var split and > 0)
            {
                found![text[..split].TrimEnd()] = text[(split + 1)..].TrimStart();
            }
        }
        return found;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
