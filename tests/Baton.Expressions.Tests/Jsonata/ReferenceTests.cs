using Baton.Expressions.Jsonata;

namespace Baton.Expressions.Tests.Jsonata;

/// <summary>What can be said about an expression without evaluating it: what it refers to and what it binds.</summary>
public sealed class ReferenceTests
{
    [Theory]
    [InlineData("$states.input.orders[0].id", "Variable states.input.orders.id")]
    [InlineData("$total + $states.context.Execution.Id", "Variable total, Variable states.context.Execution.Id")]
    [InlineData("$sum($prices)", "Function sum, Variable prices")]
    [InlineData("$nope(1)", "Variable nope")]
    [InlineData("$eval('1')", "Variable eval")]
    [InlineData("$", "Context ")]
    [InlineData("$$.a", "Root $.a")]
    [InlineData("a.b", "Field a.b")]
    [InlineData("*", "Field *")]
    [InlineData("$x.a[b = $.c]", "Variable x.a")] // inside a path its items are the context
    [InlineData("$x.{'k': a}", "Variable x")]
    [InlineData("$map($list, function($v) { $v.a })", "Function map, Variable list")]
    [InlineData("($x := 1; $x + $y)", "Variable y")]
    [InlineData("($x := 1) + $x", "Variable x")]
    [InlineData("($x := 1; ($x := 2; $x) + $x)", "")]
    [InlineData("function($sum) { $sum }", "")]
    [InlineData("$list@$l.$l.a", "Variable list")]
    [InlineData("'text' & 1", "")]
    public void An_expression_refers_to(string expression, string expected) =>
        Assert.Equal(expected, string.Join(", ", JsonataExpression.Parse(expression).References.Select(Shown)));

    [Fact]
    public void Assignments_are_found_wherever_they_are()
    {
        var assignments = JsonataExpression.Parse("($a := 1; [2].($b := $); function() { $c := 3 })").Assignments;
        Assert.Equal(["a", "b", "c"], assignments.Select(assignment => assignment.Name));
        Assert.Equal(6, assignments[0].Position);
    }

    [Theory]
    [InlineData("1 +", "S0207", 3, "(end)")]
    [InlineData("(1", "S0203", 2, "(end)")]
    [InlineData("[1,", "S0203", 3, "(end)")]
    [InlineData("'open", "S0101", 5, null)]
    [InlineData("a b", "S0201", 3, "b")]
    [InlineData("1 := 2", "S0212", 1, "1")]
    [InlineData("/a{2,1}/", JsonataErrors.InvalidRegex, 2, null)]
    [InlineData("", "S0207", 0, "(end)")]
    public void A_text_that_is_no_expression_is_refused(string expression, string code, int? position, string? token)
    {
        var fault = Assert.Throws<ExpressionException>(() => JsonataExpression.Parse(expression));
        Assert.Equal((code, position, token), (fault.Code, fault.Position, fault.Token));
    }

    private static string Shown(JsonataReference reference) => $"{reference.Kind} {string.Join('.', [reference.Name, .. reference.Path])}";
}
