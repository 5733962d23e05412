using Baton.Expressions;

namespace Baton.Fuzz.Tests;

/// <summary>Intrinsic function calls: a value or a typed failure.</summary>
public sealed class IntrinsicFuzz
{
    [Fact]
    public void A_call_gives_a_value_or_a_typed_failure() => Fuzz.Run(TimeSpan.FromSeconds(10), 512 << 20, random =>
    {
        var text = Mutation.Of(Seeds.Intrinsics.Pick(random), random, Seeds.Intrinsics);
        if (Expressions.Try(() => IntrinsicCall.Parse(text)) is not { } call) return;
        var input = Mutation.Of(Seeds.Inputs.Pick(random), random, Seeds.Inputs);
        var first = Expressions.Try(() => call.Evaluate(Expressions.Context(input)));
        if (first is not null) Assert.Equal(first, call.Evaluate(Expressions.Context(input))); // the same randomness, the same value
    });
}
