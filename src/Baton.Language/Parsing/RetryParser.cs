using Baton.Json;
using Baton.Language.Model;

namespace Baton.Language.Parsing;

/// <summary>Reads <c>Retry</c> and <c>Catch</c>.</summary>
internal static class RetryParser
{
    private const int DelaySecondsMax = 31_622_400;
    private const string Everything = "States.ALL";

    private static readonly FieldSet RetrierFields =
        FieldSet.Of("ErrorEquals IntervalSeconds MaxAttempts BackoffRate MaxDelaySeconds JitterStrategy Comment");

    private static readonly FieldSet CatcherFields = FieldSet.Of("ErrorEquals Next Assign Comment", "ResultPath", "Output");

    public static IReadOnlyList<Retrier> Retriers(ObjectReader state) => Items(state, "Retry", RetrierFields, Retrier);

    public static IReadOnlyList<Catcher> Catchers(ObjectReader state) => Items(state, "Catch", CatcherFields, Catcher);

    private static List<T> Items<T>(ObjectReader state, string field, FieldSet fields, Func<ObjectReader, bool, T?> read) where T : class
    {
        var items = new List<T>();
        var array = state.Array(field);
        for (var i = 0; i < array?.Count; i++)
        {
            if (Objects.Item(state, field, array, i, fields) is { } item && read(item, i == array.Count - 1) is { } result) items.Add(result);
        }
        return items;
    }

    private static Retrier? Retrier(ObjectReader at, bool last)
    {
        var errors = ErrorEquals(at, last);
        var rate = at.Get("BackoffRate") is { } backoff && NumberRules.IsNumber(at, "BackoffRate", backoff, 1.0, double.MaxValue)
            ? ((JsonNumber)backoff).Value
            : 2.0;
        var interval = at.Integer("IntervalSeconds", 0, (long)Model.Retrier.SecondsMax) ?? 1;
        var delay = at.Integer("MaxDelaySeconds", 1, DelaySecondsMax);
        return errors is null ? null : new Retrier
        {
            ErrorEquals = errors,
            IntervalSeconds = interval,
            MaxAttempts = at.Integer("MaxAttempts", 0, (long)Model.Retrier.SecondsMax) ?? 3,
            BackoffRate = rate,
            MaxDelaySeconds = delay,
            FullJitter = at.Word("JitterStrategy", "NONE", "FULL") == "FULL",
        };
    }

    private static Catcher? Catcher(ObjectReader at, bool last)
    {
        at.Outcome = "errorOutput";
        at.Require("Next");
        var next = at.String("Next");
        var errors = ErrorEquals(at, last);
        return next is null || errors is null ? null : new Catcher
        {
            ErrorEquals = errors,
            Next = next,
            ResultPath = HeadParser.ResultPath(at),
            Assign = AssignParser.Read(at),
            Output = Templates.Read(at, "Output"),
        };
    }

    /// <summary>Error names: at least one, and <c>States.ALL</c> only alone and in the last item.</summary>
    private static List<string>? ErrorEquals(ObjectReader at, bool last)
    {
        at.Require("ErrorEquals");
        if (at.NonEmptyArray("ErrorEquals") is not { } array) return null;
        var names = new List<string>(array.Count);
        for (var i = 0; i < array.Count; i++)
        {
            var place = at.At("ErrorEquals", i);
            if (array[i] is not JsonString name) at.Context.Findings.Schema(place, Texts.Expected("STRING"));
            else
            {
                if (name.Value == Everything && (array.Count > 1 || !last)) at.Context.Findings.Schema(place, Texts.StatesAllAlone);
                names.Add(name.Value);
            }
        }
        return names;
    }
}
