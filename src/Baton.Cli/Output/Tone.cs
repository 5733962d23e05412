namespace Baton.Cli.Output;

/// <summary>What a piece of text means; a terminal shows it as a colour.</summary>
internal enum Tone
{
    Plain,
    Strong,
    Dim,
    Good,
    Bad,
    Busy,
}
