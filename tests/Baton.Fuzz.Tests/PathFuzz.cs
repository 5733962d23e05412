using Baton.Expressions;
using Baton.Json;

namespace Baton.Fuzz.Tests;

/// <summary>Paths on documents: a value or a typed failure, and all ways to read agree.</summary>
public sealed class PathFuzz
{
    [Fact]
    public void A_path_gives_a_value_or_a_typed_failure() => Fuzz.Run(TimeSpan.FromSeconds(10), 512 << 20, random =>
    {
        var text = Mutation.Of(random.Next(3) == 0 ? RandomPath.Text(random) : Seeds.Paths.Pick(random), random, Seeds.Paths);
        if (Expressions.Try(() => random.Next(4) == 0 ? JsonPath.ParseJayway(text) : JsonPath.Parse(text)) is not { } path) return;
        Assert.Equal(text, path.Text);
        var document = Mutation.Of(random.Next(3) == 0 ? RandomPath.Document(random) : Seeds.Documents.Pick(random), random, Seeds.Documents);
        ReadsAlike(path, document);
        if (path.IsReferencePath && !path.IsContext && path.Variable is null) WritesWhatItReads(path, document, Mutation.Part(Seeds.Documents.Pick(random), random));
    });

    private static void ReadsAlike(JsonPath path, JsonData document)
    {
        var (value, code) = Outcome(() => path.Read(Expressions.Context(document)));
        if (code is ExpressionErrors.BudgetTime or ExpressionErrors.BudgetSize) return; // how far it came is chance
        var (tried, triedCode) = Outcome(() => path.TryRead(Expressions.Context(document), out var found) ? found : null);
        Assert.Equal(value, tried);
        Assert.Equal(code is ExpressionErrors.PathNotFound or ExpressionErrors.UndefinedVariable ? null : code, triedCode);
        if (value is not null && !path.IsDefinite) Assert.IsType<JsonArray>(value);
    }

    private static void WritesWhatItReads(JsonPath path, JsonData document, JsonData value)
    {
        if (Expressions.Try(() => path.Write(document, value)) is not { } written) return;
        Assert.Equal(value, path.Read(Expressions.Context(written)));
        if (path.TryRead(Expressions.Context(document), out var before)) Assert.Equal(document, path.Write(written, before));
    }

    private static (JsonData? Value, string? Code) Outcome(Func<JsonData?> read)
    {
        try
        {
            return (read(), null);
        }
        catch (ExpressionException e)
        {
            return (null, e.Code);
        }
    }
}
