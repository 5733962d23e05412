using System.Text.Json;
using System.Text.Json.Serialization;

namespace Baton.Load;

/// <summary>Writes figures to standard output, one JSON object a line; what is said to people goes to standard error.</summary>
internal static partial class Figures
{
    private const int DigitsKept = 4;

    /// <summary>What is measured: Baton, and on which store where that is not the embedded one.</summary>
    public static string Product { get; set; } = "baton";

    public static void Say(string text) => Console.Error.WriteLine(text);

    /// <summary>Writes one figure.</summary>
    /// <param name="workload">Which work, like <c>chain3-c64</c>.</param>
    /// <param name="metric">What of it.</param>
    /// <param name="unit">Its unit.</param>
    /// <param name="runs">One value a run; the figure is their median.</param>
    /// <param name="othersCores">How many processors other programs used in each run; null where that does not matter.</param>
    public static void Write(string workload, string metric, string unit, IEnumerable<double> runs, IEnumerable<double>? othersCores = null)
    {
        double[] values = [.. runs.Select(Rounded)];
        var figure = new Figure(Product, workload, metric, Rounded(Median(values)), unit, values, othersCores is null ? null : Rounded(Median([.. othersCores])));
        Console.Out.WriteLine(JsonSerializer.Serialize(figure, FigureContext.Default.Figure));
        Say($"  {workload} {metric}: {figure.Value} {unit}");
    }

    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value below which this share of the others lies.</summary>
    /// <param name="sorted">Values in ascending order, at least one.</param>
    public static double Percentile(IReadOnlyList<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];

    private static double Rounded(double value) =>
        value == 0 || !double.IsFinite(value) ? value : Math.Round(value, Math.Clamp(DigitsKept - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 15));

    private sealed record Figure(string Product, string Workload, string Metric, double Value, string Unit, double[] Runs, double? OthersCores);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Figure))]
    private sealed partial class FigureContext : JsonSerializerContext;
}
