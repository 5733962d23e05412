INSERT INTO state_machine_versions (state_machine_id, number, revision, description, created_at)
VALUES (@state_machine_id, @number, @revision, @description, @created_at)
ON CONFLICT (state_machine_id, number) DO UPDATE SET
    revision = excluded.revision, description = excluded.description, created_at = excluded.created_at
