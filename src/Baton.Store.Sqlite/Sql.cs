namespace Baton.Store.Sqlite;

/// <summary>The SQL texts, which are files of this project: <c>sql/</c> one statement each, <c>migrations/</c> one step of the schema each.</summary>
internal static class Sql
{
    private const string MigrationsFolder = "migrations/";

    /// <summary>The migrations in order; the number is the schema's version after it.</summary>
    public static IReadOnlyList<(int Number, string Name, string Text)> Migrations { get; } =
    [
        .. from resource in typeof(Sql).Assembly.GetManifestResourceNames()
           where resource.StartsWith(MigrationsFolder, StringComparison.Ordinal)
           let name = resource[MigrationsFolder.Length..]
           orderby name
           select (int.Parse(name.AsSpan(0, name.IndexOf('_')), System.Globalization.CultureInfo.InvariantCulture), name, Read(resource)),
    ];

    /// <summary>The statement in the file <c>sql/name.sql</c>.</summary>
    public static string Statement(string name) => Read("sql/" + name);

    private static string Read(string resource)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Expected the embedded file '{resource}', found none.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
