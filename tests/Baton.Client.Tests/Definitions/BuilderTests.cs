using System.Text.Json.Nodes;
using Baton.Client.Definitions;

namespace Baton.Client.Tests.Definitions;

/// <summary>What the builder emits, and what it refuses with which words.</summary>
public sealed class BuilderTests
{
    [Fact]
    public void A_machine_in_JSONata_says_every_kind_of_field()
    {
        var definition = Definition.InJsonata(machine =>
        {
            machine.Comment("Orders").Timeout(TimeSpan.FromHours(1));
            var charge = machine.Task("Charge", Resource.Activity("charge"));
            var enough = machine.Choice("Enough?");
            var both = machine.Parallel("Both");
            var each = machine.Map("Each", item => item.Pass("One").Output(new Jsonata("$states.input")).End());
            var cool = machine.WaitFor("Cool", new Jsonata("$states.input.seconds"));
            var refused = machine.Fail("Refused", "Order.Refused", new Jsonata("'No: ' & $states.input.why"));
            var done = machine.Succeed("Done");

            charge.Arguments(new { id = Jsonata.Input((Order order) => order.Customer.Id), amount = 5, tags = new object[] { "a", new Jsonata("$x") } })
                .Timeout(TimeSpan.FromMinutes(5)).Heartbeat(TimeSpan.FromSeconds(30))
                .Assign(new { paid = Jsonata.Result<Order>(order => order.Lines[0].Sku) })
                .Retry(new Retry(ErrorNames.TaskFailed) { Interval = TimeSpan.FromSeconds(2), MaxAttempts = 5, BackoffRate = 1.5, MaxDelay = TimeSpan.FromMinutes(1), FullJitter = true })
                .Catch(ErrorNames.All, refused, caught => caught.Output(new { why = new Jsonata("$states.errorOutput.Cause") }))
                .Then(enough);
            enough.When(new Jsonata("$paid > 10"), both, rule => rule.Assign(new { many = true })).Otherwise(cool);
            both.Branch(left => left.Pass("Left").End()).Branch(right => right.Succeed("Right")).Then(each);
            each.Items(new Jsonata("$states.input")).ItemSelector(new { at = new Jsonata("$states.context.Map.Item.Index") }).MaxConcurrency(2).Then(done);
            cool.Then(done);
        });
        Same("""
            {
              "Comment": "Orders", "TimeoutSeconds": 3600, "QueryLanguage": "JSONata", "StartAt": "Charge",
              "States": {
                "Charge": {
                  "Type": "Task", "Resource": "arn:aws:states:us-east-1:000000000000:activity:charge",
                  "Arguments": { "id": "{% $states.input.customer.id %}", "amount": 5, "tags": ["a", "{% $x %}"] },
                  "TimeoutSeconds": 300, "HeartbeatSeconds": 30, "Assign": { "paid": "{% $states.result.lines[0].sku %}" },
                  "Retry": [{ "ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 2, "MaxAttempts": 5, "BackoffRate": 1.5, "MaxDelaySeconds": 60, "JitterStrategy": "FULL" }],
                  "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Refused", "Output": { "why": "{% $states.errorOutput.Cause %}" } }],
                  "Next": "Enough?"
                },
                "Enough?": { "Type": "Choice", "Default": "Cool", "Choices": [{ "Condition": "{% $paid > 10 %}", "Next": "Both", "Assign": { "many": true } }] },
                "Both": {
                  "Type": "Parallel", "Next": "Each",
                  "Branches": [
                    { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "End": true } } },
                    { "StartAt": "Right", "States": { "Right": { "Type": "Succeed" } } }
                  ]
                },
                "Each": {
                  "Type": "Map", "Items": "{% $states.input %}", "ItemSelector": { "at": "{% $states.context.Map.Item.Index %}" }, "MaxConcurrency": 2, "Next": "Done",
                  "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "Output": "{% $states.input %}", "End": true } } }
                },
                "Cool": { "Type": "Wait", "Seconds": "{% $states.input.seconds %}", "Next": "Done" },
                "Refused": { "Type": "Fail", "Error": "Order.Refused", "Cause": "{% 'No: ' & $states.input.why %}" },
                "Done": { "Type": "Succeed" }
              }
            }
            """, definition);
    }

    [Fact]
    public void A_machine_in_JSONPath_says_paths_by_the_names_of_their_fields()
    {
        var definition = Definition.InJsonPath(machine =>
        {
            var ask = machine.Task("Ask", Resource.WaitForTaskToken("sqs", "sendMessage"));
            var which = machine.Choice("Which?");
            var later = machine.WaitUntil("Later", new JsonPath("$.at"));
            var failed = machine.Fail("Failed", new JsonPath("$.error"), "It failed.");
            var shaped = machine.InJsonata().Pass("Shaped").Output(new { sum = new Jsonata("$sum($states.input.amounts)") });
            var done = machine.Succeed("Done").OutputPath("$.result");

            ask.InputPath("$.order").Parameters(new { QueueUrl = "q", MessageBody = new { token = new JsonPath("$$.Task.Token"), id = JsonPath.Input((Order order) => order.Customer.Id), plain = 1 } })
                .ResultSelector(new { ok = new JsonPath("$.ok") }).ResultPath("$.answer").OutputPath(null)
                .Timeout(new JsonPath("$.seconds")).Heartbeat(TimeSpan.FromSeconds(5)).Credentials(new JsonPath("$.role"))
                .Catch([ErrorNames.Timeout], failed, caught => caught.ResultPath("$.error").Comment("late")).Then(which);
            which.When(new JsonPath("$.n").NumericGreaterThan(5) & !new JsonPath("$.kind").StringEquals("gift"), later)
                .When(new JsonPath("$.a").IsPresent() | new JsonPath("$.b").StringLessThanEquals(new JsonPath("$.c")), shaped, rule => rule.Comment("either"))
                .Otherwise(done);
            later.Then(shaped).Then(done);
        });
        Same("""
            {
              "StartAt": "Ask",
              "States": {
                "Ask": {
                  "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "InputPath": "$.order",
                  "Parameters": { "QueueUrl": "q", "MessageBody": { "token.$": "$$.Task.Token", "id.$": "$.customer.id", "plain": 1 } },
                  "ResultSelector": { "ok.$": "$.ok" }, "ResultPath": "$.answer", "OutputPath": null,
                  "TimeoutSecondsPath": "$.seconds", "HeartbeatSeconds": 5, "Credentials": { "RoleArn.$": "$.role" },
                  "Catch": [{ "ErrorEquals": ["States.Timeout"], "Next": "Failed", "ResultPath": "$.error", "Comment": "late" }], "Next": "Which?"
                },
                "Which?": {
                  "Type": "Choice", "Default": "Done",
                  "Choices": [
                    { "And": [{ "Variable": "$.n", "NumericGreaterThan": 5 }, { "Not": { "Variable": "$.kind", "StringEquals": "gift" } }], "Next": "Later" },
                    { "Or": [{ "Variable": "$.a", "IsPresent": true }, { "Variable": "$.b", "StringLessThanEqualsPath": "$.c" }], "Next": "Shaped", "Comment": "either" }
                  ]
                },
                "Later": { "Type": "Wait", "TimestampPath": "$.at", "Next": "Shaped" },
                "Failed": { "Type": "Fail", "ErrorPath": "$.error", "Cause": "It failed." },
                "Shaped": { "Type": "Pass", "QueryLanguage": "JSONata", "Output": { "sum": "{% $sum($states.input.amounts) %}" }, "Next": "Done" },
                "Done": { "Type": "Succeed", "OutputPath": "$.result" }
              }
            }
            """, definition);
    }

    [Fact]
    public void A_distributed_Map_has_what_only_it_has()
    {
        var definition = Definition.InJsonata(machine => machine.DistributedMap("All", StateMachineType.Express, item => item.Pass("One").End())
            .Label("All").MaxConcurrency(100).ToleratedFailurePercentage(2.5).ToleratedFailureCount(new Jsonata("$states.input.most"))
            .ItemReader(Resource.Service("s3", "getObject"), new { Bucket = "b", Key = new Jsonata("$states.input.key") }, new { InputType = "CSV", CSVHeaderLocation = "FIRST_ROW" })
            .ItemBatcher(itemsMax: 10, input: new { run = 1 })
            .ResultWriter(Resource.Service("s3", "putObject"), new { Bucket = "b", Prefix = "out" })
            .End());
        Same("""
            {
              "QueryLanguage": "JSONata", "StartAt": "All",
              "States": {
                "All": {
                  "Type": "Map", "Label": "All", "MaxConcurrency": 100, "ToleratedFailurePercentage": 2.5, "ToleratedFailureCount": "{% $states.input.most %}",
                  "ItemReader": { "Resource": "arn:aws:states:::s3:getObject", "Arguments": { "Bucket": "b", "Key": "{% $states.input.key %}" }, "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" } },
                  "ItemBatcher": { "MaxItemsPerBatch": 10, "BatchInput": { "run": 1 } },
                  "ResultWriter": { "Resource": "arn:aws:states:::s3:putObject", "Arguments": { "Bucket": "b", "Prefix": "out" } },
                  "End": true,
                  "ItemProcessor": { "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }, "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } }
                }
              }
            }
            """, definition);
    }

    [Fact]
    public void A_state_without_an_end_a_choice_without_rules_and_an_empty_scope_are_told_together()
    {
        var error = Assert.Throws<DefinitionException>(() => Definition.InJsonata(machine =>
        {
            machine.Pass("A");
            machine.Choice("B");
            machine.Parallel("C").Branch(_ => { }).End();
        }));
        Assert.Equal("The definition is not complete:\n  'A' neither goes on (Then) nor ends (End).\n  'B' has no rules (When).\n  branch 0 of 'C' has no states.", error.Message);
    }

    [Fact]
    public void What_validation_finds_is_told_with_its_place()
    {
        var error = Assert.Throws<DefinitionException>(() => Definition.InJsonata(machine => machine.Pass("A").Output(new Jsonata("1 +")).End()));
        Assert.Contains("/States/A/Output", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(error.Findings);
    }

    [Fact]
    public void A_name_is_used_once_in_the_whole_machine() => Refused<ArgumentException>("has a state 'A' already", machine =>
    {
        machine.Pass("A").End();
        machine.Map("M", item => item.Pass("A").End());
    });

    [Fact]
    public void A_transition_stays_inside_its_scope() => Refused<ArgumentException>("'A' cannot go on at 'B': that state is in The machine, this one in branch 0 of 'P'", machine =>
    {
        var outside = machine.Pass("B");
        machine.Parallel("P").Branch(branch => branch.Pass("A").Then(outside));
    });

    [Fact]
    public void A_state_goes_on_once() => Refused<InvalidOperationException>("'A' goes on to 'B' already", machine =>
    {
        var state = machine.Pass("A");
        state.Then(machine.Pass("B"));
        state.End();
    });

    [Fact]
    public void A_field_is_said_once() => Refused<InvalidOperationException>("'A' has Comment already: \"x\"", machine => machine.Pass("A").Comment("x").Comment("y"));

    [Fact]
    public void Seconds_are_whole() => Refused<ArgumentOutOfRangeException>("whole seconds", machine => machine.WaitFor("A", TimeSpan.FromMilliseconds(1500)));

    [Fact]
    public void An_expression_of_the_other_language_is_told() => Refused<ArgumentException>("'Output' is of a state in JSONata; found JSONPath: $.x", machine => machine.Pass("A").Output(new { x = new JsonPath("$.x") }));

    [Fact]
    public void Only_members_and_indexes_make_a_path() =>
        Assert.Contains("Expected members and indexes only", Assert.Throws<ArgumentException>(() => Jsonata.Input<Order>(order => order.ToString())).Message, StringComparison.Ordinal);

    private static void Refused<TException>(string words, Action<MachineBuilder<Jsonata>> build)
        where TException : Exception => Assert.Contains(words, Assert.Throws<TException>(() => Definition.InJsonata(build)).Message, StringComparison.Ordinal);

    private static void Same(string expected, Definition definition)
    {
        var (wanted, found) = (JsonNode.Parse(expected), JsonNode.Parse(definition.Text));
        Assert.True(JsonNode.DeepEquals(wanted, found), $"Expected\n{wanted}\nfound\n{definition.Text}");
    }

    private sealed record Order(Customer Customer, List<Line> Lines);

    private sealed record Customer(string Id);

    private sealed record Line(string Sku);
}
