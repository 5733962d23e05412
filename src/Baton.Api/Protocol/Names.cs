using System.Buffers;

namespace Baton.Api.Protocol;

/// <summary>The rule for names of machines, executions and activities.</summary>
internal static class Names
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("<>{}[]?*\"#%\\^|~`$&,;:/");

    /// <exception cref="ApiException"><c>InvalidName</c>.</exception>
    public static void Check(string name)
    {
        foreach (var c in name)
        {
            if (Forbidden.Contains(c) || char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c) || c is '\uFFFE' or '\uFFFF') throw Errors.InvalidName(name);
        }
    }
}
