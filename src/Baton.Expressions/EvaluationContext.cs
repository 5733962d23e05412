using Baton.Json;

namespace Baton.Expressions;

/// <summary>Everything that an expression can see. Time and randomness are values here, so that an evaluation can be repeated.</summary>
public sealed class EvaluationContext
{
    /// <summary>What <c>$</c> is in JSONPath; <c>$states.input</c> and the rest reach JSONata as variables.</summary>
    public required JsonData Input { get; init; }

    /// <summary>The context object (<c>$$</c>), made only when a path asks for it.</summary>
    public required Lazy<JsonData> Context { get; init; }

    /// <summary>The workflow's variables, and for JSONata <c>states</c>; null where there is none of that name.</summary>
    public required Func<string, JsonData?> Variables { get; init; }

    /// <summary>The time of the decision that this evaluation belongs to.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The source of random numbers and ids.</summary>
    public required IRandomness Randomness { get; init; }

    public required EvaluationBudget Budget { get; init; }
}
