namespace Baton.WebConsole.Api.Drafts;

/// <summary>A place in a text.</summary>
/// <param name="Offset">In UTF-16 characters, from 0.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">In UTF-16 characters, from 1.</param>
internal readonly record struct TextPlace(int Offset, int Line, int Column);

/// <summary>A piece of a text; its end is exclusive.</summary>
internal readonly record struct TextRange(TextPlace From, TextPlace To);

/// <summary>A change of a text: what stands in the range is replaced.</summary>
internal sealed record TextEdit(TextRange Range, string Text);
