using Baton.Server.Maintenance;

namespace Baton.Cli.Json;

internal sealed record PurgeJson(long Executions, long Children, bool IsDryRun);

internal sealed record BackupJson(string File, long Bytes);

internal sealed record RestoreJson(string Data, bool IsPaused);

internal sealed record VerifyJson(long Executions, IReadOnlyList<string> Findings);

internal sealed record StatusJson(string Status, string? Advice, string Store, long? RetentionSeconds, long? DatabaseBytes, long? LogBytes, int SetAside)
{
    public static StatusJson Of(ServerStatus status) =>
        new(status.Status, status.Advice, status.Store, (long?)status.Retention?.TotalSeconds, status.DatabaseBytes, status.LogBytes, status.SetAside);
}
