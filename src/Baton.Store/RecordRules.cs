namespace Baton.Store;

/// <summary>What stores say of records alike.</summary>
public static class RecordRules
{
    /// <summary>Why a record was not written.</summary>
    public static string Conflict(RecordRow row) => $"Expected {row.Kind} {row.Id} {(row.Version == 1 ? "not to be there" : $"at version {row.Version - 1}")}, found otherwise.";
}
