using Baton.Engine.Execution;
using Baton.Json;
using Baton.Language;

namespace Baton.Fuzz.Tests;

/// <summary>Choice rules on inputs of any shape: a way on, or one of the errors that a Choice state can have.</summary>
public sealed class ChoiceFuzz
{
    private static readonly string[] Errors =
        ["States.Runtime", "States.NoChoiceMatched", "States.QueryEvaluationError", "States.DataLimitExceeded", "States.IntrinsicFailure"];

    private static readonly JsonData Succeed = JsonData.Parse("""{ "Type": "Succeed" }""");

    [Fact]
    public void A_choice_goes_on_or_fails_as_choices_fail() => Fuzz.Run(TimeSpan.FromSeconds(10), 1L << 30, random =>
    {
        var rules = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rule(random)).ToArray();
        var choice = JsonObject.Of(("Type", JsonData.Of("Choice")), ("Choices", new JsonArray(rules)), ("QueryLanguage", JsonData.Of(random.Next(3) == 0 ? "JSONata" : "JSONPath")));
        if (random.Next(2) == 0) choice = choice.With("Default", JsonData.Of("Z"));
        var definition = JsonObject.Of(("StartAt", JsonData.Of("C")), ("States", JsonObject.Of(("C", choice), ("Z", Succeed))));
        if (DefinitionParser.Parse(definition.ToString(), DefinitionOptions.Standard).Machine is not { } machine) return;
        var state = Executions.Run(machine, Mutation.Of(Seeds.Inputs.Pick(random), random, Seeds.Inputs), random).State;
        if (state.Status != RunStatus.Succeeded) Assert.Contains(state.Outcome!.Error, Errors);
    });

    /// <summary>A changed rule that still leads somewhere.</summary>
    private static JsonData Rule(Random random) =>
        Mutation.Of(Seeds.Rules.Pick(random), random, Seeds.Rules) is JsonObject rule ? rule.With("Next", JsonData.Of("Z")) : JsonObject.Empty;
}
