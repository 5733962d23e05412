SELECT
    number, arn, partition, state_machine_id, revision, status, started_at, stopped_at, wake_up_at, owed_until, version, published_version, alias,
    redrive_count, redriven_at
FROM executions
WHERE state_machine_id = @state_machine_id AND number < @before_number AND redrive_count <= @redrives_max
ORDER BY number DESC
LIMIT @count_max
