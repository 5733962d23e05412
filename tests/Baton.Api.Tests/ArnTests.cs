using Baton.Api.Protocol;

namespace Baton.Api.Tests;

public sealed class ArnTests
{
    [Theory]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine:m", Arn.StateMachine)]
    [InlineData("arn:aws-cn:states:cn-north-1:123456789012:activity:a.b-c_d", Arn.Activity)]
    [InlineData("arn:aws:states:us-east-1:000000000000:execution:m:n", Arn.Execution)]
    [InlineData("arn:aws:states:us-east-1:000000000000:execution:m:n:with:colons", Arn.Execution)]
    public void An_arn_is_written_as_it_was_read(string text, string type) => Assert.Equal(text, Arn.Parse(text, type).ToString());

    [Fact]
    public void The_arn_of_an_execution_follows_from_that_of_its_machine()
    {
        var machine = Arn.Parse("arn:aws:states:eu-central-1:000000000000:stateMachine:m", Arn.StateMachine);
        Assert.Equal("arn:aws:states:eu-central-1:000000000000:execution:m:n", machine.ExecutionOf("n").ToString());
    }

    [Theory]
    [InlineData("", "Invalid ARN prefix: ")]
    [InlineData("m", "Invalid ARN prefix: m")]
    [InlineData("arn:aws:s3:::bucket", "Invalid ARN prefix: arn:aws:s3:::bucket")]
    [InlineData("arn:other:states:us-east-1:0:stateMachine:m", "Invalid ARN prefix: arn:other:states:us-east-1:0:stateMachine:m")]
    [InlineData("ARN:aws:states:us-east-1:0:stateMachine:m", "Invalid ARN prefix: ARN:aws:states:us-east-1:0:stateMachine:m")]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine", "Invalid ARN: arn:aws:states:us-east-1:000000000000:stateMachine")]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine:", "Invalid ARN: arn:aws:states:us-east-1:000000000000:stateMachine:")]
    [InlineData("arn:aws:states::000000000000:stateMachine:m", "Invalid ARN: arn:aws:states::000000000000:stateMachine:m")]
    [InlineData("arn:aws:states:us-east-1:000000000000:statemachine:m", "Invalid ARN resource type: arn:aws:states:us-east-1:000000000000:statemachine:m")]
    [InlineData("arn:aws:states:us-east-1:000000000000:execution:m:n", "Resource type not valid in this context: execution")]
    public void What_is_no_arn_of_a_machine_is_refused(string text, string reason)
    {
        var failure = Assert.Throws<ApiException>(() => Arn.Parse(text, Arn.StateMachine));
        Assert.Equal(("InvalidArn", $"Invalid Arn: '{reason}'"), (failure.Code, failure.Message));
    }
}
