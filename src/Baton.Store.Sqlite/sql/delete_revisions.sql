-- All or none: which revision each of a million executions runs is not worth finding out inside a commit.
DELETE FROM state_machine_revisions
WHERE state_machine_id = @state_machine_id
    AND NOT EXISTS (SELECT 1 FROM state_machines WHERE id = @state_machine_id)
    AND NOT EXISTS (SELECT 1 FROM map_runs WHERE id = @state_machine_id)
    AND NOT EXISTS (SELECT 1 FROM executions WHERE executions.state_machine_id = @state_machine_id)
