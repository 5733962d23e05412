SELECT
    number, arn, partition, state_machine_id, revision, status, started_at, stopped_at, wake_up_at, owed_until, version, published_version, alias,
    redrive_count, redriven_at
FROM executions
WHERE number > @after_number
ORDER BY number
LIMIT @count_max
