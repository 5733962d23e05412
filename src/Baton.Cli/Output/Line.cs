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

    /// <summary>At most so many characters, with a sign where something was cut off; what is redrawn in place must not wrap.</summary>
    public Line Cut(int width)
    {
        if (Spans.Sum(span => span.Text.Length) <= width) return this;
        var spans = new List<Span>();
        var left = width - 1;
        foreach (var span in Spans.TakeWhile(_ => left > 0))
        {
            spans.Add(span with { Text = span.Text[..Math.Min(left, span.Text.Length)] });
            left -= span.Text.Length;
        }

        return new Line([.. spans, new Span("…", Tone.Dim)]);
    }
}
