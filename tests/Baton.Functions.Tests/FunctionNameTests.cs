namespace Baton.Functions.Tests;

public sealed class FunctionNameTests
{
    [Theory]
    [InlineData("f", "f", "arn:aws:lambda:eu-west-1:111122223333:function:f")]
    [InlineData("f:live", "f:live", "arn:aws:lambda:eu-west-1:111122223333:function:f:live")]
    [InlineData("f:$LATEST", "f", "arn:aws:lambda:eu-west-1:111122223333:function:f:$LATEST")]
    [InlineData("function:f", "f", "arn:aws:lambda:eu-west-1:111122223333:function:f")]
    [InlineData("000000000000:function:f:7", "f:7", "arn:aws:lambda:eu-west-1:000000000000:function:f:7")]
    [InlineData("arn:aws-cn:lambda:cn-north-1:000000000000:function:f", "f", "arn:aws-cn:lambda:cn-north-1:000000000000:function:f")]
    public void A_name_a_part_of_an_ARN_and_an_ARN_lead_to_the_function(string text, string key, string arn)
    {
        var name = FunctionName.Parse(text, "eu-west-1", "111122223333")!;
        Assert.Equal((key, arn), (name.Key, name.Arn));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("f:")]
    [InlineData("f\n")]
    [InlineData("../f")]
    [InlineData("arn:aws:states:us-east-1:000000000000:function:f")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 65
    public void What_is_no_name_is_none(string text) => Assert.Null(FunctionName.Parse(text, "us-east-1"));

    [Theory]
    [InlineData("f", "live", "f:live")]
    [InlineData("f:live", "live", "f:live")]
    [InlineData("f:live", "other", null)]
    [InlineData("f", "a b", null)]
    [InlineData("f", null, "f")]
    public void A_qualifier_beside_the_name_has_to_agree(string text, string? qualifier, string? key) =>
        Assert.Equal(key, FunctionName.Parse(text, "us-east-1")!.With(qualifier)?.Key);

    [Theory]
    [InlineData("f", "$LATEST")]
    [InlineData("f:live", "$LATEST")]
    [InlineData("f:7", "7")]
    public void The_version_is_the_qualifier_that_is_a_number(string text, string version) => Assert.Equal(version, FunctionName.Parse(text, "us-east-1")!.Version);
}
