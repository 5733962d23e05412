namespace Baton.Language.Tests.Conformance;

/// <summary>What a whole corpus got wrong, shown in full.</summary>
internal static class Faults
{
    public static void None(IEnumerable<string> faults)
    {
        var all = faults.ToList();
        if (all.Count > 0) Assert.Fail($"{all.Count} faults:\n{string.Join('\n', all)}");
    }
}
