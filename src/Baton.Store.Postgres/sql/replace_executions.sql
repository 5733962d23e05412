-- One statement for every append that is not the first: PostgreSQL leaves the indexes alone where no value in them changes.
UPDATE executions AS stored SET
    version = next.version, wake_up_at = next.wake_up_at, owed_until = next.owed_until, stopped_at = next.stopped_at, status = next.status,
    redrive_count = next.redrive_count, redriven_at = next.redriven_at
FROM unnest(
    @partitions, @numbers, @expected_versions, @versions, @statuses, @wake_ups_at, @owed_until, @stopped_at, @redrive_counts, @redriven_at,
    @state_machine_ids, @revisions, @started_at, @arn_keys, @published_versions, @aliases)
    AS next (
        partition, number, expected_version, version, status, wake_up_at, owed_until, stopped_at, redrive_count, redriven_at,
        state_machine_id, revision, started_at, arn_key, published_version, alias)
WHERE stored.partition = next.partition AND stored.number = next.number AND stored.version = next.expected_version
    AND stored.state_machine_id = next.state_machine_id AND stored.revision = next.revision
    AND stored.started_at = next.started_at AND stored.arn_key = next.arn_key
    AND stored.published_version IS NOT DISTINCT FROM next.published_version AND stored.alias IS NOT DISTINCT FROM next.alias
