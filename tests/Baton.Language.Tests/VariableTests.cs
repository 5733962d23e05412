using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>Variables: their names, their scopes, their use.</summary>
public sealed class VariableTests
{
    [Theory]
    [InlineData("x")]
    [InlineData("x_1")]
    [InlineData("größe")]
    [InlineData("变量")]
    [Proves("variables.names")]
    public void A_name_that_can_be(string name) => Check(Machine($$"""
        "A": { "Type": "Pass", "Assign": { "{{name}}": 1 }, "Next": "B" },
        "B": { "Type": "Pass", "InputPath": "${{name}}", "End": true }
        """));

    [Theory]
    [InlineData("", "the variable name contains invalid characters.")]
    [InlineData("1x", "the variable name contains invalid characters.")]
    [InlineData("_x", "the variable name contains invalid characters.")]
    [InlineData("a.b", "the variable name contains invalid characters.")]
    [InlineData("a-b", "the variable name contains invalid characters.")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123456789012345678901", "the variable name exceeds the 80-character limit.")]
    [Proves("variables.names")]
    public void A_name_that_cannot_be(string name, string message) => Check(One($$"""{ "Type": "Pass", "Assign": { "{{name}}": 1 }, "End": true }"""),
        $"error INVALID_VARIABLE_NAME /States/A/Assign/{name}: Invalid variable name '{name}': {message}");

    [Fact]
    [Proves("variables.reserved")]
    public void The_reserved_name() => Check(One("""{ "Type": "Pass", "Assign": { "states.$": "$.x" }, "End": true }"""),
        "error RESERVED_VARIABLE_NAME /States/A/Assign/states.$: Cannot assign to reserved variable '$states'.");

    [Fact]
    [Proves("variables.inner-sets")]
    public void An_inner_scope_cannot_set_what_an_outer_one_has() => Check(Machine("""
        "A": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "B" },
        "B": { "Type": "Parallel", "End": true, "Branches": [
          { "StartAt": "C", "States": { "C": { "Type": "Pass", "Assign": { "x": 2 }, "OutputPath": "$x", "End": true } } } ] }
        """),
        "error DUPLICATE_VARIABLE_NAME /States/B/Branches[0]/States/C/Assign/x: The variable name 'x' was already defined in a parent scope.");

    [Fact]
    public void An_inner_scope_that_may_meet_an_outer_variable_is_a_warning() => Check(Machine("""
        "A": { "Type": "Choice", "Choices": [ { "Variable": "$.x", "IsNull": true, "Assign": { "x": 1 }, "Next": "B" } ], "Default": "B" },
        "B": { "Type": "Parallel", "Next": "D", "Branches": [
          { "StartAt": "C", "States": { "C": { "Type": "Pass", "Assign": { "x": 2 }, "OutputPath": "$x", "End": true } } } ] },
        "D": { "Type": "Pass", "OutputPath": "$x", "End": true }
        """),
        "warning DUPLICATE_VARIABLE_NAME /States/B/Branches[0]/States/C/Assign/x: The variable name 'x' was already defined in a parent scope.");

    [Fact]
    public void An_outer_variable_that_is_set_afterwards_does_not_meet_an_inner_one() => Check(Machine("""
        "A": { "Type": "Parallel", "Next": "D", "Branches": [
          { "StartAt": "C", "States": { "C": { "Type": "Pass", "Assign": { "x": 2 }, "OutputPath": "$x", "End": true } } } ],
          "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Assign": { "x.$": "$.Cause" }, "Next": "D" } ] },
        "D": { "Type": "Pass", "OutputPath": "$x", "End": true }
        """));

    [Fact]
    [Proves("variables.siblings")]
    public void Siblings_have_variables_of_their_own() => Check(One("""
        { "Type": "Parallel", "End": true, "Branches": [
          { "StartAt": "B", "States": { "B": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "C" }, "C": { "Type": "Pass", "OutputPath": "$x", "End": true } } },
          { "StartAt": "D", "States": { "D": { "Type": "Pass", "Assign": { "x": 2 }, "Next": "E" }, "E": { "Type": "Pass", "OutputPath": "$x.y", "End": true } } } ] }
        """));

    [Fact]
    [Proves("variables.distributed")]
    public void Child_executions_of_a_distributed_map_see_nothing_of_the_outside() => Check(Machine("""
        "A": { "Type": "Pass", "Assign": { "x": 1 }, "Next": "M" },
        "M": { "Type": "Map", "End": true, "ItemSelector": { "x.$": "$x" }, "ItemProcessor": {
          "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" }, "StartAt": "B", "States": {
            "B": { "Type": "Pass", "Assign": { "x": 2 }, "Next": "C" }, "C": { "Type": "Pass", "Parameters": { "x.$": "States.Array($x, $y)" }, "End": true } } } }
        """),
        "warning POSSIBLY_UNDEFINED_VARIABLE /States/M/ItemProcessor/States/C/Parameters: Variable 'y' is possibly not defined.");

    [Fact]
    public void A_variable_that_is_only_read_or_only_set() => Check(Machine("""
        "A": { "Type": "Pass", "Assign": { "set": 1 }, "Next": "B" },
        "B": { "Type": "Choice", "Choices": [ { "Variable": "$read.a[0]", "IsNull": true, "Next": "C" } ] },
        "C": { "Type": "Succeed" }
        """),
        "warning POSSIBLY_UNDEFINED_VARIABLE /States/B/Choices[0]/Variable: Variable 'read' is possibly not defined.",
        "warning UNUSED_VARIABLE /States/A/Assign/set: Variable 'set' is never read.");

    [Fact]
    public void A_state_knows_which_variables_its_own_fields_read()
    {
        var machine = Accepted(Machine("""
            "A": { "Type": "Pass", "Assign": { "b": 1, "a": 2, "c": 3 }, "Next": "M" },
            "M": { "Type": "Map", "End": true, "ItemsPath": "$b.items", "MaxConcurrencyPath": "$a", "ItemProcessor": { "StartAt": "P", "States": {
              "P": { "Type": "Pass", "Parameters": { "s.$": "States.Format('$a {}', States.JsonToString($c))" }, "End": true } } } }
            """));
        Assert.Equal([], machine.States["A"].VariableReferences);
        Assert.Equal(["a", "b"], machine.States["M"].VariableReferences);
        Assert.Equal(["c"], machine.States["P"].VariableReferences);
    }
}
