using Baton.Api.Protocol;

namespace Baton.Api.Tests;

public sealed class StateMachineArnTests
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:m";

    [Theory]
    [InlineData("", null, null, null)]
    [InlineData(":7", 7, null, null)]
    [InlineData(":prod", null, "prod", null)]
    [InlineData(":v7", null, "v7", null)]
    [InlineData(":99999999999999999999", null, null, null)] // a version that no machine has, and no alias either
    [InlineData("/each", null, null, "each")]
    public void What_follows_the_name_is_a_version_an_alias_or_a_label(string rest, int? version, string? alias, string? label)
    {
        var arn = StateMachineArn.Parse(Machine + rest);
        Assert.Equal((Machine + rest, Machine, version, alias, label), (arn.Text, arn.Machine.ToString(), arn.Version, arn.Alias, arn.Label));
    }

    [Theory]
    [InlineData(":")]
    [InlineData(":1:2")]
    [InlineData("/")]
    [InlineData("/a/b")]
    [InlineData("/a:1")]
    public void Anything_else_is_no_arn_of_a_machine(string rest) =>
        Assert.Equal("InvalidArn", Assert.Throws<ApiException>(() => StateMachineArn.Parse(Machine + rest)).Code);

    [Fact]
    public void An_operation_asks_for_what_it_can_use()
    {
        Assert.Equal(1, StateMachineArn.ParseVersion($"{Machine}:1").Version);
        Assert.Equal("prod", StateMachineArn.ParseAlias($"{Machine}:prod").Alias);
        foreach (var wrong in new[] { Machine, $"{Machine}:prod", $"{Machine}/each" }) Refused(() => StateMachineArn.ParseVersion(wrong));
        foreach (var wrong in new[] { Machine, $"{Machine}:1", $"{Machine}/each" }) Refused(() => StateMachineArn.ParseAlias(wrong));
        Assert.Equal(("reason", "API_DOES_NOT_SUPPORT_LABELED_ARNS"), Refused(() => StateMachineArn.ParseUnlabelled($"{Machine}/each")).Detail);
    }

    private static ApiException Refused(Func<object> parse)
    {
        var failure = Assert.Throws<ApiException>(parse);
        Assert.Equal("ValidationException", failure.Code);
        return failure;
    }
}
