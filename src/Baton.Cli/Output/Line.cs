namespace Baton.Cli.Output;

/// <summary>A piece of text and what it means.</summary>
internal readonly record struct Span(string Text, Tone Tone = Tone.Plain);

/// <summary>One line of output.</summary>
internal sealed record Line(IReadOnlyList<Span> Spans)
{
    public static Line Empty { get; } = new([]);

    public static Line Of(params Span[] spans) => new(spans);

    public static Line Of(string text, Tone tone = Tone.Plain) => new([new Span(text, tone)]);

    /// <summary>The text without its meaning, and without blanks at the end.</summary>
    public string Plain => string.Concat(Spans.Select(span => span.Text)).TrimEnd();
}
