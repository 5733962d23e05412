using System.Text.Json.Serialization;
using Baton.Runtime.Maintenance;
using Baton.Store.Sqlite;

namespace Baton.Server.Maintenance;

/// <summary>
/// One line of the answer to a maintenance request: how far the work is. The last line says that it is done, or what went wrong: an answer that ends with
/// neither was cut off.
/// </summary>
public sealed record MaintenanceLine
{
    public PurgeProgress? Purge { get; init; }

    public VerificationProgress? Verification { get; init; }

    public BackupProgress? Backup { get; init; }

    /// <summary>After a backup was made: so many bytes follow the line, which are the file.</summary>
    public long? FileBytes { get; init; }

    public bool IsDone { get; init; }

    public string? Error { get; init; }
}

/// <summary>What a purge is asked for; see <see cref="Maintenance.PurgeOrders"/>.</summary>
/// <param name="OlderThan">How long ago executions ended at least, like <c>30d</c>.</param>
/// <param name="StateMachineArn">Of which machine; null for any.</param>
/// <param name="Status">How they ended, like <c>FAILED</c>; null for any.</param>
/// <param name="DryRun">Whether they are only counted.</param>
public sealed record PurgeOrder(string? OlderThan, string? StateMachineArn, string? Status, bool DryRun);

/// <summary>How a server is.</summary>
/// <param name="Status">RUNNING, PAUSED or BROKEN.</param>
/// <param name="Advice">What to do; null where all is well.</param>
/// <param name="Store">What the store says of itself.</param>
/// <param name="Retention">How long closed executions are kept; null for ever.</param>
/// <param name="DatabaseBytes">The size of the database file; null where it is a server's.</param>
/// <param name="LogBytes">The size of its write-ahead log; null where there is none.</param>
/// <param name="SetAside">The executions that were set aside, because Baton itself failed on them.</param>
public sealed record ServerStatus(string Status, string? Advice, string Store, TimeSpan? Retention, long? DatabaseBytes, long? LogBytes, int SetAside);

/// <summary>How these go over the wire.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(MaintenanceLine))]
[JsonSerializable(typeof(PurgeOrder))]
[JsonSerializable(typeof(ServerStatus))]
[JsonSerializable(typeof(SettingsView))]
public sealed partial class MaintenanceJson : JsonSerializerContext;
