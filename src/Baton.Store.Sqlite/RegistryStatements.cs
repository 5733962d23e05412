using Baton.Store.Sqlite.Native;

namespace Baton.Store.Sqlite;

/// <summary>Writes state machines, their revisions, and activities.</summary>
internal sealed class RegistryStatements(Connection connection)
{
    private readonly Statement _putMachine =
        connection.Prepare("put_state_machine", "id", "arn", "name", "region", "created_at", "deleting", "revision");

    private readonly Statement _putRevision =
        connection.Prepare("put_revision", "state_machine_id", "number", "revision_id", "role_arn", "created_at", "settings", "definition");

    private readonly Statement _deleteMachine = connection.Prepare("delete_state_machine", "id");
    private readonly Statement _deleteRevisions = connection.Prepare("delete_revisions", "state_machine_id");
    private readonly Statement _putActivity = connection.Prepare("put_activity", "id", "arn", "name", "region", "created_at");
    private readonly Statement _deleteActivity = connection.Prepare("delete_activity", "id");

    public void Put(StateMachineRow row)
    {
        _putMachine.Bind(1, row.Id).Bind(2, row.Arn).Bind(3, row.Name).Bind(4, row.Region);
        _putMachine.Bind(5, StoreTime.ToMilliseconds(row.CreatedAt)).Bind(6, row.Deleting ? 1 : 0).Bind(7, row.Revision.Number);
        RunUnique(_putMachine, row.Arn);
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
        _deleteRevisions.Bind(1, id).Run();
    }

    public void Put(ActivityRow row)
    {
        _putActivity.Bind(1, row.Id).Bind(2, row.Arn).Bind(3, row.Name).Bind(4, row.Region).Bind(5, StoreTime.ToMilliseconds(row.CreatedAt));
        RunUnique(_putActivity, row.Arn);
    }

    public void RemoveActivity(long id) => _deleteActivity.Bind(1, id).Run();

    private static void RunUnique(Statement statement, string arn)
    {
        try
        {
            statement.Run();
        }
        catch (DatabaseException e) when (Failures.IsDuplicate(e))
        {
            throw new StoreConflictException($"Expected nothing else with the ARN '{arn}', found one.");
        }
    }
}
