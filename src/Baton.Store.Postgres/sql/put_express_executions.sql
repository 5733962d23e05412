INSERT INTO express_executions (number, state_machine_id, revision, started)
SELECT * FROM unnest(@numbers, @state_machine_ids, @revisions, @started)
ON CONFLICT (number) DO UPDATE SET
    state_machine_id = excluded.state_machine_id, revision = excluded.revision, started = excluded.started
