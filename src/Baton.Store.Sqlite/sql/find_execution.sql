SELECT
    number, arn, partition, state_machine_id, revision, status, started_at, stopped_at, wake_up_at, owed_until, version, published_version, alias
FROM executions
WHERE number = @number
