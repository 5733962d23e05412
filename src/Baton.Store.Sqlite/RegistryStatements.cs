using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes state machines, their revisions, versions and aliases, activities, and connections.</summary>
internal sealed class RegistryStatements(Connection connection)
{
    private readonly Statement _putMachine =
        connection.Prepare("put_state_machine", "id", "arn", "name", "region", "created_at", "deleting", "revision", "type", "last_version", "last_alias", "tags");

    private readonly Statement _putRevision =
        connection.Prepare("put_revision", "state_machine_id", "number", "revision_id", "role_arn", "created_at", "settings", "definition");

    private readonly Statement _deleteMachine = connection.Prepare("delete_state_machine", "id");
    private readonly Statement _deleteRevisions = connection.Prepare("delete_revisions", "state_machine_id");
    private readonly Statement _putVersion =
        connection.Prepare("put_version", "state_machine_id", "number", "revision", "description", "created_at");

    private readonly Statement _deleteVersion = connection.Prepare("delete_version", "state_machine_id", "number");
    private readonly Statement _deleteVersions = connection.Prepare("delete_versions", "state_machine_id");

    private readonly Statement _putAlias = connection.Prepare("put_alias",
        "state_machine_id", "number", "name", "description", "first_version", "first_weight", "second_version", "second_weight", "created_at", "updated_at");

    private readonly Statement _deleteAlias = connection.Prepare("delete_alias", "state_machine_id", "number");
    private readonly Statement _deleteAliases = connection.Prepare("delete_aliases", "state_machine_id");
    private readonly Statement _putActivity = connection.Prepare("put_activity", "id", "arn", "name", "region", "created_at", "settings", "tags");
    private readonly Statement _deleteActivity = connection.Prepare("delete_activity", "id");
    private readonly Statement _putConnection = connection.Prepare("put_connection", "region", "name", "arn", "created_at", "settings", "secrets");
    private readonly Statement _deleteConnection = connection.Prepare("delete_connection", "region", "name");

    public void Put(StateMachineRow row)
    {
        _putMachine.Bind(1, row.Id).Bind(2, row.Arn).Bind(3, row.Name).Bind(4, row.Region);
        _putMachine.Bind(5, StoreTime.ToMilliseconds(row.CreatedAt)).Bind(6, row.Deleting ? 1 : 0).Bind(7, row.Revision.Number);
        _putMachine.Bind(8, (int)row.Type).Bind(9, row.LastVersion).Bind(10, row.LastAlias).Bind(11, row.Tags);
        RunUnique(_putMachine, "ARN", row.Arn);
        Put(row.Id, row.Revision);
    }

    public void Put(long stateMachineId, StateMachineRevisionRow revision)
    {
        _putRevision.Bind(1, stateMachineId).Bind(2, revision.Number).Bind(3, revision.RevisionId).Bind(4, revision.RoleArn);
        _putRevision.Bind(5, StoreTime.ToMilliseconds(revision.CreatedAt)).Bind(6, revision.Settings).Bind(7, revision.Definition).Run();
    }

    public void RemoveStateMachine(long id)
    {
        _deleteMachine.Bind(1, id).Run();
        _deleteVersions.Bind(1, id).Run();
        _deleteAliases.Bind(1, id).Run();
        _deleteRevisions.Bind(1, id).Run();
    }

    public void Put(StateMachineVersionRow row) => _putVersion
        .Bind(1, row.StateMachineId).Bind(2, row.Number).Bind(3, row.Revision).Bind(4, row.Description).Bind(5, StoreTime.ToMilliseconds(row.CreatedAt)).Run();

    public void RemoveVersion(long stateMachineId, int number) => _deleteVersion.Bind(1, stateMachineId).Bind(2, number).Run();

    public void Put(StateMachineAliasRow row)
    {
        _putAlias.Bind(1, row.StateMachineId).Bind(2, row.Number).Bind(3, row.Name).Bind(4, row.Description);
        _putAlias.Bind(5, row.First.Version).Bind(6, row.First.Weight).Bind(7, row.Second?.Version).Bind(8, row.Second?.Weight);
        _putAlias.Bind(9, StoreTime.ToMilliseconds(row.CreatedAt)).Bind(10, StoreTime.ToMilliseconds(row.UpdatedAt));
        RunUnique(_putAlias, "name", row.Name);
    }

    public void RemoveAlias(long stateMachineId, int number) => _deleteAlias.Bind(1, stateMachineId).Bind(2, number).Run();

    public void Put(ActivityRow row)
    {
        _putActivity.Bind(1, row.Id).Bind(2, row.Arn).Bind(3, row.Name).Bind(4, row.Region).Bind(5, StoreTime.ToMilliseconds(row.CreatedAt));
        _putActivity.Bind(6, row.Settings).Bind(7, row.Tags);
        RunUnique(_putActivity, "ARN", row.Arn);
    }

    public void RemoveActivity(long id) => _deleteActivity.Bind(1, id).Run();

    public void Put(ConnectionRow row) => _putConnection
        .Bind(1, row.Region).Bind(2, row.Name).Bind(3, row.Arn).Bind(4, StoreTime.ToMilliseconds(row.CreatedAt)).Bind(5, row.Settings).Bind(6, row.Secrets.Span).Run();

    public void RemoveConnection(string region, string name) => _deleteConnection.Bind(1, region).Bind(2, name).Run();

    private static void RunUnique(Statement statement, string what, string value)
    {
        try
        {
            statement.Run();
        }
        catch (DatabaseException e) when (Failures.IsDuplicate(e))
        {
            throw new StoreConflictException($"Expected nothing else with the {what} '{value}', found one.");
        }
    }
}
