INSERT INTO executions (
    number, version, status, wake_up_at, owed_until, stopped_at, revision, partition, state_machine_id, started_at, arn_key, published_version, alias, arn)
VALUES (
    @number, @version, @status, @wake_up_at, @owed_until, @stopped_at, @revision, @partition, @state_machine_id, @started_at, @arn_key, @published_version,
    @alias, @arn)
