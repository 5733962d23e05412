using Baton.Store.Postgres;

namespace Baton.Store.Tests.Postgres;

/// <summary>What PostgreSQL means to do with the SQL files.</summary>
public sealed class StatementTests(SharedServer shared)
{
    /// <summary>These read one row, or all rows, of a table that has few.</summary>
    private static readonly string[] Small = ["read_store", "take_partitions", "find_owner", "end_session", "measure_bytes"];

    [Fact]
    public async Task A_statement_seeks_in_an_index_and_sorts_nothing()
    {
        var cancel = TestContext.Current.CancellationToken;
        var options = await shared.NewStoreAsync();
        await (await PostgresStore.OpenAsync(options, TimeProvider.System, cancel)).DisposeAsync();
        await using var connections = new Connections(options);
        await using var connection = await connections.OpenWriterAsync(cancel);
        foreach (var name in Names().Except(Small))
        {
            var (text, parameters) = Sql.Statement(name);
            await connection.ExecuteAsync($"PREPARE plan AS {Typed(text, parameters)}");
            var plan = await connection.AllAsync(
                new($"EXPLAIN EXECUTE plan{(parameters.Count == 0 ? "" : $"({string.Join(", ", parameters.Select(_ => "NULL"))})")}"), row => row.GetString(0), cancel);
            await connection.ExecuteAsync("DEALLOCATE plan");
            Assert.DoesNotContain(plan, step => step.Contains("Seq Scan", StringComparison.Ordinal));
            Assert.DoesNotContain(plan, step => step.Contains("Sort", StringComparison.Ordinal));
        }
    }

    private static IEnumerable<string> Names() =>
        from resource in typeof(PostgresStore).Assembly.GetManifestResourceNames()
        where resource.StartsWith("sql/", StringComparison.Ordinal)
        select resource["sql/".Length..];

    /// <summary>Where nothing else says what type the arrays of <c>unnest</c> have, their names do.</summary>
    private static string Typed(string text, IReadOnlyList<string> parameters)
    {
        if (!text.Contains("unnest", StringComparison.Ordinal)) return text;
        for (var i = parameters.Count; i > 0; i--)
        {
            var type = parameters[i - 1] switch
            {
                "partitions" or "statuses" or "revisions" or "published_versions" or "redrive_counts" or "redrives" or "first_revisions" or "first_redrive_counts" or "child_indexes" or "items" or "kinds" or "priorities" => "integer[]",
                "aliases" or "arns" or "facets" => "text[]",
                "events" or "started" => "bytea[]",
                _ => "bigint[]",
            };
            text = System.Text.RegularExpressions.Regex.Replace(text, $@"\${i}\b", $"$${i}::{type}");
        }
        return text;
    }
}
