using System.Globalization;
using System.Text.Json;
using Baton.Client.Worker;

namespace SupportCase.Filing;

/// <summary>Input of the activity <c>support-file</c>.</summary>
internal sealed record Solved(Case Case, string Solution, string SolvedBy);

internal sealed record Case(string Id, string Subject, string Text);

/// <summary>Output of the activity <c>support-file</c>: what the solution is found by.</summary>
internal sealed record Record(string File);

/// <summary>A folder with a file for each case. Filed again after a crash, a case has the same file.</summary>
internal sealed class KnowledgeBase(string folder)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static void Say(string text) => Console.WriteLine($"{DateTime.Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} filing          {text}");

    public async Task<Record> FileAsync(Solved solved, ActivityContext context)
    {
        Directory.CreateDirectory(folder);
        var name = $"KB-{Uri.EscapeDataString(solved.Case.Id)}.json";
        var file = Path.Combine(folder, name);
        await File.WriteAllTextAsync($"{file}.new", JsonSerializer.Serialize(solved, Readable), context.CancellationToken);
        File.Move($"{file}.new", file, overwrite: true); // there is never half a file
        Say($"case {solved.Case.Id} is filed as {name}");
        return new Record(name);
    }
}
