using Baton.Store.Sqlite;
using Baton.Store.Sqlite.Native;
using SQLitePCL;

namespace Baton.Store.Tests.Sqlite;

/// <summary>What can be said of the SQL files without running the store.</summary>
public sealed class StatementTests
{
    public static TheoryData<string> Reads =>
    [
        .. from resource in typeof(SqliteStore).Assembly.GetManifestResourceNames()
           where resource.StartsWith("sql/", StringComparison.Ordinal)
           let name = resource["sql/".Length..]
           where Sql.Statement(name).Contains("SELECT", StringComparison.Ordinal)
           select name,
    ];

    [Theory, MemberData(nameof(Reads))]
    public void A_read_seeks_in_an_index_and_sorts_nothing(string name)
    {
        using var connection = Connection.Open(":memory:", raw.SQLITE_OPEN_READWRITE, vfs: null);
        Schema.Migrate(connection, Given.Start);
        foreach (var step in connection.ReadTexts("EXPLAIN QUERY PLAN " + Sql.Statement(name), column: 3))
        {
            Assert.False(step.StartsWith("SCAN", StringComparison.Ordinal) && step != "SCAN CONSTANT ROW" && !step.StartsWith("SCAN (subquery", StringComparison.Ordinal), $"{name}.sql walks through a whole table: {step}");
            Assert.DoesNotContain("TEMP B-TREE", step, StringComparison.Ordinal);
        }
    }
}
