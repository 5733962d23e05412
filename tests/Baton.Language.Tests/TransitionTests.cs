using static Baton.Language.Tests.Checks;

namespace Baton.Language.Tests;

/// <summary>How states hang together.</summary>
public sealed class TransitionTests
{
    [Fact]
    [Proves("document.target document.reachable")]
    public void A_transition_to_a_state_that_is_not_there() => Check(Machine("""
        "A": { "Type": "Pass", "Next": "C" },
        "B": { "Type": "Pass", "End": true }
        """),
        "error MISSING_TRANSITION_TARGET /States/A/Next: Missing 'Next' target: C",
        "error MISSING_TRANSITION_TARGET /States/B: State \"B\" is not reachable.");

    [Fact]
    [Proves("document.start document.target")]
    public void Every_kind_of_transition_is_called_Next() => Check("""
        { "StartAt": "Nope", "States": {
          "A": { "Type": "Choice", "Choices": [ { "Variable": "$.x", "IsPresent": true, "Next": "Ghost" } ], "Default": "Phantom" },
          "B": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Next": "Spirit" } ], "Next": "A" },
          "C": { "Type": "Pass", "Next": "B" },
          "D": { "Type": "Choice", "Choices": [ { "Variable": "$.x", "IsPresent": true, "Next": "C" } ], "Default": "E" },
          "E": { "Type": "Succeed" } } }
        """,
        "error MISSING_TRANSITION_TARGET /StartAt: Missing 'Next' target: Nope",
        "error MISSING_TRANSITION_TARGET /States/A/Choices[0]/Next: Missing 'Next' target: Ghost",
        "error MISSING_TRANSITION_TARGET /States/A/Default: Missing 'Next' target: Phantom",
        "error MISSING_TRANSITION_TARGET /States/B/Catch[0]/Next: Missing 'Next' target: Spirit",
        "error MISSING_TRANSITION_TARGET /States/D: State \"D\" is not reachable.");

    [Fact]
    [Proves("document.reachable")]
    public void Only_the_first_of_a_chain_that_nothing_leads_to_is_reported() => Check("""
        { "StartAt": "Not sure", "States": { "Pass One": { "Type": "Pass", "Next": "Success" }, "Success": { "Type": "Succeed" } } }
        """,
        "error MISSING_TRANSITION_TARGET /StartAt: Missing 'Next' target: Not sure",
        "error MISSING_TRANSITION_TARGET /States/Pass One: State \"Pass One\" is not reachable.");

    [Fact]
    [Proves("document.target")]
    public void A_transition_cannot_leave_its_scope() => Check(Machine("""
        "A": { "Type": "Parallel", "Next": "B", "Branches": [ { "StartAt": "X", "States": { "X": { "Type": "Pass", "Next": "B" } } } ] },
        "B": { "Type": "Succeed" }
        """),
        "error MISSING_TRANSITION_TARGET /States/A/Branches[0]/States/X/Next: Missing 'Next' target: B",
        "warning ENDLESS_SCOPE /States/A/Branches[0]: No state ends this branch or item processor.");

    [Fact]
    public void A_state_of_an_item_processor_that_nothing_leads_to() => Check(One("""
        { "Type": "Map", "End": true, "ItemProcessor": { "StartAt": "W", "States": { "W": { "Type": "Pass", "End": true }, "Ghost": { "Type": "Pass", "End": true } } } }
        """),
        "error MISSING_TRANSITION_TARGET /States/A/ItemProcessor/States/Ghost: State \"Ghost\" is not reachable.");

    [Fact]
    [Proves("document.end")]
    public void A_machine_that_cannot_end_is_reported_for_that_alone() => Check(Machine("""
        "A": { "Type": "Pass", "Next": "B" },
        "B": { "Type": "Pass", "Next": "A" },
        "Unused": { "Type": "Pass", "Next": "A" }
        """),
        "error MISSING_END_STATE null: Workflow has no terminal state");

    [Fact]
    public void A_ring_that_nothing_leads_into_is_a_warning() => Check(Machine("""
        "A": { "Type": "Pass", "End": true },
        "B": { "Type": "Pass", "Next": "C" },
        "C": { "Type": "Pass", "Next": "B" }
        """),
        "warning UNREACHED_STATE /States/B: No way from the start leads to this state.",
        "warning UNREACHED_STATE /States/C: No way from the start leads to this state.");

    [Fact]
    [Proves("document.names-unique")]
    public void A_name_is_used_once_in_the_whole_machine() => Check(Machine("""
        "A": { "Type": "Parallel", "Next": "B", "Branches": [
          { "StartAt": "B", "States": { "B": { "Type": "Succeed" } } },
          { "StartAt": "X", "States": { "X": { "Type": "Succeed" } } } ] },
        "B": { "Type": "Succeed" }
        """),
        "error DUPLICATE_STATE_NAME /States/A/Branches[0]/States/B: Duplicate State name: B");

    [Fact]
    public void A_name_that_stands_twice_in_one_scope() => Check(Machine("""
        "A": { "Type": "Pass", "Next": "B" },
        "B": { "Type": "Pass", "End": true },
        "B": { "Type": "Succeed" }
        """),
        "error DUPLICATE_STATE_NAME /States/B: Duplicate State name: B");

    [Fact]
    public void A_field_that_stands_twice_is_a_warning() => Check(One("""{ "Type": "Pass", "Comment": "x", "Comment": "y", "End": true }"""),
        "warning DUPLICATE_FIELD /States/A/Comment: The field 'Comment' is there more than once; only the last one counts.");

    [Fact]
    [Proves("document.names")]
    public void A_name_has_at_most_80_characters()
    {
        const string name = "This is an exceptionally long state name that I know will fail when I try to deploy to AWS";
        Check($$"""{ "StartAt": "{{name}}", "States": { "{{name}}": { "Type": "Pass", "End": true } } }""",
            $"error INVALID_STATE_NAME /States/{name}: Invalid State name: State '{name}' exceeds the 80-character limit allowed by the service");
    }

    [Theory]
    [InlineData("""{ "Type": "Pass" }""", "This object should have only one of the following fields: [Next, End]")]
    [InlineData("""{ "Type": "Pass", "End": false }""", "This object should have only one of the following fields: [Next, End]")]
    [InlineData("""{ "Type": "Pass", "Next": "A", "End": true }""", "There should only be one of the following fields: [Next, End]")]
    [Proves("document.next-or-end")]
    public void A_state_goes_on_or_ends(string state, string message) => Check(One(state), $"error SCHEMA_VALIDATION_FAILED /States/A: {message}");

    [Fact]
    public void A_state_that_goes_on_may_say_that_it_does_not_end() => Check(Machine("""
        "A": { "Type": "Pass", "Next": "B", "End": false },
        "B": { "Type": "Succeed" }
        """));

    [Fact]
    [Proves("document.start")]
    public void A_missing_start_or_an_empty_scope() => Check(One("""
        { "Type": "Parallel", "End": true, "Branches": [ { "States": { "X": { "Type": "Succeed" } } }, { "StartAt": "Y", "States": {} } ] }
        """),
        "error SCHEMA_VALIDATION_FAILED /States/A/Branches[0]: These fields are required: [StartAt]",
        "error SCHEMA_VALIDATION_FAILED /States/A/Branches[1]/States: Value cannot be empty");
}
