using System.Text.RegularExpressions;
using Baton.Runtime.Connections;

namespace Baton.Api.Connections;

/// <summary>The bounds of what connections are called, as published.</summary>
internal static partial class ConnectionNames
{
    public const int LengthMax = 64;
    public const int DescriptionLengthMax = 512;

    public static string[] Types { get; } = [Connection.ApiKey, Connection.Basic, Connection.OAuth];

    public static string[] States { get; } =
        ["CREATING", "UPDATING", "DELETING", Connection.Authorized, Connection.Deauthorized, "AUTHORIZING", "DEAUTHORIZING", "ACTIVE", "FAILED_CONNECTIVITY"];

    [GeneratedRegex(@"^[\.\-_A-Za-z0-9]+\z")]
    public static partial Regex Pattern { get; }
}
