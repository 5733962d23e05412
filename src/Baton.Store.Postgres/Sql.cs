using System.Text.RegularExpressions;

namespace Baton.Store.Postgres;

/// <summary>The SQL texts, which are files of this project: <c>sql/</c> one statement each, <c>migrations/</c> one step of the schema each.</summary>
internal static partial class Sql
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

    /// <summary>
    /// The statement in the file <c>sql/name.sql</c>, with its parameters (<c>@name</c>) as PostgreSQL wants them (<c>$1</c>), and their names in the
    /// order of their first appearance.
    /// </summary>
    public static (string Text, IReadOnlyList<string> Parameters) Statement(string name)
    {
        var names = new List<string>();
        var text = Parameter().Replace(Read("sql/" + name), match =>
        {
            if (!names.Contains(match.Groups[1].Value)) names.Add(match.Groups[1].Value);
            return $"${names.IndexOf(match.Groups[1].Value) + 1}";
        });
        return (text, names);
    }

    private static string Read(string resource)
    {
        using var stream = typeof(Sql).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"Expected the embedded file '{resource}', found none.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }


    [GeneratedRegex("@([a-z_]+)")]
    private static partial Regex Parameter();
}
