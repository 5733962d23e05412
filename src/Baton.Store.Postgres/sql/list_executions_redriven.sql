SELECT
    number, arn, partition, state_machine_id, revision, status, started_at, stopped_at, wake_up_at, owed_until, version, published_version, alias,
    redrive_count, redriven_at
FROM executions
WHERE state_machine_id = @state_machine_id AND redrive_count > 0 AND number < @before_number
    AND (@status::integer IS NULL OR status = @status)
    AND (@published_version::integer IS NULL OR published_version = @published_version)
    AND (@alias::text IS NULL OR alias = @alias)
ORDER BY number DESC
LIMIT @count_max
