using System.Text;

namespace Baton.Functions.Tests;

public sealed class FunctionSettingsTests
{
    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var settings = Read("""{"kind":"pull"}""");
        Assert.Equal(new FunctionSettings { Kind = FunctionKind.Pull, TimeoutSeconds = 60, WaitSeconds = 60 }, settings);
    }

    [Fact]
    public void Settings_read_back_as_they_were_written()
    {
        var settings = Read("""{"kind":"hosted","command":["a","b"],"directory":"/x","environment":{"A":"b"},"handler":"h","memoryMiB":64,"concurrency":3,"timeoutSeconds":5,"waitSeconds":0,"description":"größe"}""");
        Assert.Equal(settings.ToJson(), FunctionSettings.Parse(settings.ToJson()).ToJson());
        Assert.Equal((5, 0, 3), (settings.TimeoutSeconds, settings.WaitSeconds, settings.Concurrency));
    }

    [Theory]
    [InlineData("""{"kind":"hosted"}""", "command is missing")]
    [InlineData("""{"kind":"hosted","command":[]}""", "command is missing")]
    [InlineData("""{"kind":"hosted","command":["a"],"environment":{"A=B":"c"}}""", "environment has 'A=B'")]
    [InlineData("""{"kind":"hosted","command":["a\u0000"]}""", "command has an argument")]
    [InlineData("""{"kind":"hosted","command":["a"],"environment":{"A":null}}""", "environment has 'A' with a value that is null")]
    [InlineData("""{"kind":"hosted","command":["a"],"environment":{"A":"b\u0000c"}}""", "environment has 'A' with a value")]
    [InlineData("""{"kind":"hosted","command":["a"],"directory":""}""", "directory is empty")]
    [InlineData("""{"kind":"hosted","command":["a"],"directory":"/x\u0000"}""", "directory is empty or contains")]
    [InlineData("""{"kind":"hosted","command":["a"],"handler":"h\u0000"}""", "handler contains")]
    [InlineData("""{"kind":"hosted","command":["a"],"memoryMiB":1}""", "memoryMiB is 1")]
    [InlineData("""{"kind":"push","endpoint":"http://user:secret@host"}""", "without user and password")]
    [InlineData("""{"kind":"push","endpoint":"/path"}""", "expected an address")]
    [InlineData("""{"kind":"forward","command":["a"]}""", "command is not for a forward function")]
    [InlineData("""{"kind":"pull","waitSeconds":-1}""", "waitSeconds is -1")]
    [InlineData("""{"kind":"pull","runTimeMax":1}""", "'runTimeMax'")]
    [InlineData("""{"kind":1}""", "'kind'")]
    [InlineData("""{}""", "cannot be read")]
    [InlineData("null", "null")]
    [InlineData("{", "cannot be read")]
    public void What_cannot_be_is_refused_by_name(string json, string part) =>
        Assert.Contains(part, Assert.Throws<FunctionSettingsException>(() => Read(json)).Message, StringComparison.Ordinal);

    private static FunctionSettings Read(string json) => FunctionSettings.Read(Encoding.UTF8.GetBytes(json));
}
