namespace Baton.Conformance;

/// <summary>A folder of cases with what is right for each.</summary>
public interface ICorpus
{
    /// <summary>The folder's name.</summary>
    string Name { get; }

    /// <summary>Runs every case that this program can run, in the order of the corpus.</summary>
    IEnumerable<CaseResult> Run(string folder);
}
