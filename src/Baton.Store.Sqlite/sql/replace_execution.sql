UPDATE executions SET version = @version, wake_up_at = @wake_up_at, owed_until = @owed_until, stopped_at = @stopped_at, status = @status,
    redrive_count = @redrive_count, redriven_at = @redriven_at, revision = @revision
WHERE number = @number AND version = @expected_version
    AND partition = @partition AND state_machine_id = @state_machine_id AND (revision = @revision OR redrive_count < @redrive_count)
    AND started_at = @started_at AND arn_key = @arn_key
    AND published_version IS @published_version AND alias IS @alias
