using System.Text.RegularExpressions;

namespace Baton.Cli.Tests;

/// <summary>What a terminal shows, without its colours.</summary>
internal static partial class Ansi
{
    public static string Strip(string output) => Codes().Replace(output, "");

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Codes();
}
