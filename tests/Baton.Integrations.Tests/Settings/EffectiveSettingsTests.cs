using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Baton.Server;
using Baton.Server.Maintenance;
using Microsoft.Extensions.Configuration;

namespace Baton.Integrations.Tests.Settings;

public sealed partial class EffectiveSettingsTests
{
    [Fact]
    public void Values_are_shown_of_what_is_known_and_no_secret()
    {
        var settings = Read(
            new ServiceOptions { DataFolder = "data" },
            ("Retention:Age", "90d"), ("Smtp:Password", "p1"), ("Secrets:Key", "p2"), ("Postgres:ConnectionString", "Password=p3"), ("Smtp:Pasword", "p4"), ("Endpoints:sqs", "http://ada:p5@127.0.0.1:9"), ("Services:mine:Target", "T"));
        Assert.Equal(("90d", "for ever", true), (settings["Baton:Retention:Age"].Value, settings["Baton:Retention:Age"].Default, settings["Baton:Retention:Age"].IsSet));
        Assert.Equal(("http://***@127.0.0.1:9", "T"), (settings["Baton:Endpoints:sqs"].Value, settings["Baton:Services:mine:Target"].Value));
        Assert.Null(settings["Baton:Smtp:Pasword"].About);
        Assert.False(settings["Baton:Smtp:Host"].IsSet);
        Assert.DoesNotContain(settings.Values, setting => setting.Value is { } value && Secret().IsMatch(value));
    }

    [Fact]
    public void What_the_command_line_says_has_the_last_word()
    {
        var settings = Read(new ServiceOptions { DataFolder = "data", AllowsHostedFunctions = true, PostgresConnectionString = "Password=p3" }, ("Functions:Hosted", "false"), ("Store", "sqlite"));
        Assert.Equal(("true", "postgres", null), (settings["Baton:Functions:Hosted"].Value, settings["Baton:Store"].Value, settings["Baton:Postgres:ConnectionString"].Value));
        Assert.True(settings["Baton:Postgres:ConnectionString"].IsSet);
        Assert.Equal("how the server was started", settings["Baton:Store"].Source);
    }

    [Fact]
    public void A_variable_of_the_environment_is_named_as_the_source()
    {
        const string Variable = "Baton__People__User";
        Environment.SetEnvironmentVariable(Variable, "ada");
        try
        {
            var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Baton:People:User", "eve")]).AddEnvironmentVariables().Build();
            var setting = new EffectiveSettings(configuration, new ServiceOptions { DataFolder = "data" }, "").Read().Settings.Single(setting => setting.Name == "Baton:People:User");
            Assert.Equal(("ada", $"environment: {Variable}"), (setting.Value, setting.Source));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    /// <summary>A setting that is read somewhere and not known here would be shown as one that Baton does not have.</summary>
    [Fact]
    public void Every_setting_that_is_read_is_known()
    {
        var sources = Directory.EnumerateFiles(Path.GetFullPath(Path.Combine(Here(), "../../../src")), "*.cs", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "KnownSettings.cs");
        var read = sources.SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();
        Assert.True(read.Count > 15, $"{read.Count} settings were found");
        Assert.DoesNotContain(read, name => KnownSettings.Find(name) is null && !KnownSettings.All.Any(known => known.Name.StartsWith(name + ":", StringComparison.Ordinal)));
    }

    private static Dictionary<string, SettingView> Read(ServiceOptions options, params (string Name, string Value)[] set)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(set.Select(setting => KeyValuePair.Create<string, string?>("Baton:" + setting.Name, setting.Value))).Build();
        return new EffectiveSettings(configuration, options, "a store").Read().Settings.ToDictionary(setting => setting.Name);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("\"(Baton:[A-Za-z0-9]+(?::[A-Za-z0-9]+)*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("p[1-5]")]
    private static partial Regex Secret();
}
