INSERT INTO state_machine_revisions (state_machine_id, number, revision_id, role_arn, created_at, settings, definition)
VALUES (@state_machine_id, @number, @revision_id, @role_arn, @created_at, @settings, @definition)
ON CONFLICT (state_machine_id, number) DO UPDATE SET
    revision_id = excluded.revision_id, role_arn = excluded.role_arn, created_at = excluded.created_at,
    settings = excluded.settings, definition = excluded.definition
