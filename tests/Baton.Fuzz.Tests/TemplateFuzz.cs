using Baton.Expressions;

namespace Baton.Fuzz.Tests;

/// <summary>Payload templates and JSONata templates: a value or a typed failure.</summary>
public sealed class TemplateFuzz
{
    [Fact]
    public void A_template_gives_a_value_or_a_typed_failure() => Fuzz.Run(TimeSpan.FromSeconds(10), 1L << 30, random =>
    {
        var template = Mutation.Of(Seeds.Templates.Pick(random), random, Seeds.Templates);
        var input = Mutation.Of(Seeds.Inputs.Pick(random), random, Seeds.Inputs);
        foreach (var parse in (Func<ValueTemplate>[])[() => PayloadTemplate.Parse(template), () => JsonataTemplate.Parse(template, "Output")])
        {
            if (Expressions.Try(parse) is { } read) Expressions.Try(() => read.Evaluate(Expressions.Context(input)));
        }
    });
}
