using System.Diagnostics;
using System.Globalization;
using Baton.Conformance;
using Baton.Expressions;
using Baton.Expressions.Jsonata;
using Baton.Json;
using Baton.Local;

namespace Baton.Bench;

/// <summary>
/// The cases of <c>jsonata/perf.json</c> in our engine and in npm's jsonata 2.0.6 on Node: each compiled once, warmed up, then
/// timed in turn; the median of several rounds counts. Both must give the expected results.
/// </summary>
internal static class JsonataBench
{
    private const int Rounds = 9;

    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(20);

    private sealed record Figures(string Id, double OursUs, double TheirsUs, double BytesPerRun)
    {
        public double Ratio => TheirsUs / OursUs;
    }

    /// <param name="filter">What the ids of the cases must contain.</param>
    public static void Run(string filter)
    {
        var folder = Path.Combine(Corpora.Find() ?? throw new InvalidOperationException("No corpora: set BATON_CONFORMANCE to their folder."), "jsonata");
        var perf = Read(folder, "perf.json");
        var inputs = new Dictionary<string, JsonData>(StringComparer.Ordinal);
        using var reference = new JsonataReference(folder);

        var cases = ((JsonArray)perf["cases"]!).Cast<JsonObject>().Select((fields, number) => new Case(reference, number, fields, States(fields)))
            .Where(one => one.Id.Contains(filter, StringComparison.Ordinal)).ToList();
        foreach (var one in cases) one.CheckAndWarmUp();
        var figures = cases.ConvertAll(one => one.Measure());
        Print(figures);

        JsonObject States(JsonObject fields)
        {
            var name = ((JsonString)fields["input"]!).Value;
            if (!inputs.TryGetValue(name, out var input)) inputs[name] = input = Read(folder, $"perf-data/{name}.json");
            return JsonObject.Of(("input", input), ("context", perf["context"]!));
        }
    }

    private static JsonObject Read(string folder, string file) => (JsonObject)JsonData.Parse(File.ReadAllBytes(Path.Combine(folder, file)));

    private static void Print(List<Figures> figures)
    {
        Write($"{"case",-28}{"ours µs",12}{"theirs µs",12}{"ratio",9}{"our bytes",12}");
        foreach (var one in figures) Write($"{one.Id,-28}{one.OursUs,12:F2}{one.TheirsUs,12:F2}{one.Ratio,9:F1}{one.BytesPerRun,12:F0}");
        foreach (var one in figures)
        {
            Write($$"""{"bench":"jsonata","case":"{{one.Id}}","ours_us":{{one.OursUs:F3}},"theirs_us":{{one.TheirsUs:F3}},"ratio":{{one.Ratio:F2}},"our_bytes":{{one.BytesPerRun:F0}}}""");
        }
        var ratios = figures.Select(one => one.Ratio).Order().ToList();
        Write($$"""{"bench":"jsonata","median_ratio":{{ratios[ratios.Count / 2]:F2}},"worst_ratio":{{ratios[0]:F2}},"cases":{{ratios.Count}}}""");
        Write($"jsonata: median ratio {ratios[ratios.Count / 2]:F2}, worst ratio {ratios[0]:F2} ({figures.MinBy(one => one.Ratio)!.Id}), of {ratios.Count} cases");
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private sealed class Case(JsonataReference reference, int number, JsonObject fields, JsonData states)
    {
        private readonly JsonataExpression _expression = JsonataExpression.Parse(((JsonString)fields["expr"]!).Value);
        private int _ourRuns;
        private int _theirRuns;

        public string Id => ((JsonString)fields["id"]!).Value;

        public void CheckAndWarmUp()
        {
            var result = Evaluate();
            if (!Equals(result, fields["result"])) throw new InvalidOperationException($"{Id}: ours is {result}");
            if (!reference.Check(number)) throw new InvalidOperationException($"{Id}: theirs is not what it must be");
            _ourRuns = RunsPerRound(Ours);
            _theirRuns = RunsPerRound(runs => reference.Time(number, runs));
        }

        public Figures Measure()
        {
            var ours = new List<double>();
            var theirs = new List<double>();
            var bytes = GC.GetAllocatedBytesForCurrentThread();
            Evaluate();
            bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(Ours(_ourRuns).TotalMicroseconds / _ourRuns);
                theirs.Add(reference.Time(number, _theirRuns).TotalMicroseconds / _theirRuns);
            }
            return new Figures(Id, Median(ours), Median(theirs), bytes);
        }

        private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

        /// <summary>Warms up, and finds how many evaluations take about as long as a round should.</summary>
        private static int RunsPerRound(Func<int, TimeSpan> time)
        {
            var runs = 1;
            var last = TimeSpan.Zero;
            for (var spent = TimeSpan.Zero; spent < WarmUp; spent += last)
            {
                if (last > TimeSpan.Zero && last < Round) runs *= 2;
                last = time(runs);
            }
            return Math.Max(1, (int)(runs * (Round / last)));
        }

        private TimeSpan Ours(int runs)
        {
            var watch = Stopwatch.StartNew();
            for (var run = 0; run < runs; run++) Evaluate();
            return watch.Elapsed;
        }

        private JsonData? Evaluate() => _expression.Evaluate(new EvaluationContext
        {
            Input = JsonData.Null,
            Context = new Lazy<JsonData>(JsonData.Null),
            Variables = name => name == "states" ? states : null,
            Now = LocalOptions.DefaultStart,
            Randomness = new SeededRandomness(1),
            Budget = new EvaluationBudget(TimeProvider.System, TimeSpan.FromSeconds(10)),
        });
    }
}
