-- An append that leaves the status as it is, which is nearly every one: SQLite rewrites the entries of every index whose columns are
-- named after SET, changed or not, and executions_by_status is not among them here.
UPDATE executions SET version = @version, wake_up_at = @wake_up_at, owed_until = @owed_until, stopped_at = @stopped_at
WHERE number = @number AND version = @expected_version AND status = @status AND revision = @revision
    AND partition = @partition AND state_machine_id = @state_machine_id
    AND started_at = @started_at AND arn_key = @arn_key
    AND published_version IS @published_version AND alias IS @alias
