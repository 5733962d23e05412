using System.Text.RegularExpressions;

namespace Baton.Simulation.Tests;

/// <summary>The faults that <c>scripts/mutate</c> plants are still where it looks for them.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Each_planted_fault_has_its_place_in_the_source()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Baton.slnx"))) root = root.Parent!;
        var (name, file, find) = ("", "", new List<string>());
        var (places, lost) = (0, new List<string>());
        foreach (var line in File.ReadLines(Path.Combine(root.FullName, "tests/Baton.Simulation.Tests/mutations.txt")).Append("="))
        {
            switch (line.Length > 1 ? line[0] : line == "=" ? '=' : ' ')
            {
                case '=' or '@':
                    if (find.Count > 0 && Places(Path.Combine(root.FullName, file), find) != 1) lost.Add($"{name} in {file}");
                    if (find.Count > 0) places++;
                    find = [];
                    if (line[0] == '=') name = line;
                    else file = line[2..];
                    break;
                case '-': find.Add(line[2..]); break;
            }
        }
        Assert.Empty(lost);
        Assert.True(places >= 20, $"At least 20 faults are planted; found {places}.");
    }

    /// <summary>How often some lines are in a file, whatever the white space between their words.</summary>
    private static int Places(string file, List<string> lines)
    {
        var words = string.Join(' ', lines).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Regex.Count(File.ReadAllText(file), string.Join("\\s+", words.Select(Regex.Escape)));
    }
}
