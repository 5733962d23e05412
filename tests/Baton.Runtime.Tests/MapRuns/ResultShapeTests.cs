using Baton.Engine;
using Baton.Json;

namespace Baton.Runtime.Tests.MapRuns;

public sealed class ResultShapeTests
{
    private static readonly ChildResult[] Children = [Child("a", "SUCCEEDED", "[1, 2]"), Child("b", "SUCCEEDED", "{\"x\": 3}"), Child("c", "FAILED", null), Child("d", "SUCCEEDED", "[]")];

    [Theory]
    [InlineData(ResultTransformation.Compact, "[[1, 2],{\"x\": 3},*,[]]")]
    [InlineData(ResultTransformation.Flatten, "[1,2,{\"x\": 3},*]")]
    public void Outputs_are_taken_of_children_that_succeeded_and_everything_of_others(ResultTransformation transformation, string result) => Assert.Equal(
        result.Replace("*", """{"Cause":"why","Error":"What","ExecutionArn":"arn:c","Input":"{}","InputDetails":{"Included":true},"Name":"c","RedriveCount":0,"StateMachineArn":"arn:m","Status":"FAILED"}""", StringComparison.Ordinal),
        ResultShape.Of(Children, transformation).ToString());

    [Fact]
    public void Without_a_transformation_all_is_told_of_every_child()
    {
        var result = (JsonArray)ResultShape.Of(Children, ResultTransformation.None).Value;
        Assert.Equal(["a", "b", "c", "d"], result.Cast<JsonObject>().Select(entry => ((JsonString)entry["Name"]!).Value));
        Assert.Equal("[1, 2]", ((JsonString)((JsonObject)result[0])["Output"]!).Value);
    }

    [Fact]
    public void Of_no_children_the_result_is_empty() => Assert.Equal("[]", ResultShape.Of([], ResultTransformation.Compact).ToString());

    [Theory]
    [InlineData("{}", ResultTransformation.Compact)]
    [InlineData("""{ "Transformation": "NONE" }""", ResultTransformation.None)]
    [InlineData("""{ "Transformation": "FLATTEN" }""", ResultTransformation.Flatten)]
    public void The_transformation_is_what_the_configuration_says(string configuration, ResultTransformation transformation) =>
        Assert.Equal(transformation, ResultShape.TransformationOf((JsonObject)JsonData.Parse(configuration), ResultTransformation.Compact));

    private static ChildResult Child(string name, string status, string? output) => new()
    {
        ExecutionArn = $"arn:{name}",
        Name = name,
        StateMachineArn = "arn:m",
        Status = status,
        Input = JsonText.EmptyObject,
        Output = output is null ? null : JsonText.Parse(output),
        Error = status == "FAILED" ? "What" : null,
        Cause = status == "FAILED" ? "why" : null,
    };
}
