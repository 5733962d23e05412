-- All that an execution became in the commit is in its first row: it may have ended and been redriven since.
INSERT INTO executions (
    partition, number, version, status, wake_up_at, owed_until, stopped_at, redrive_count, redriven_at,
    state_machine_id, revision, started_at, arn_key, published_version, alias, arn)
SELECT * FROM unnest(
    @partitions, @numbers, @versions, @statuses, @wake_ups_at, @owed_until, @stopped_at, @redrive_counts, @redriven_at,
    @state_machine_ids, @revisions, @started_at, @arn_keys, @published_versions, @aliases, @arns)
