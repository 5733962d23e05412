-- Several appends to an execution in one commit are one change here; what the first of them said of the revision is what fits the stored row or not.
-- One statement for every append that is not the first: PostgreSQL leaves the indexes alone where no value in them changes.
UPDATE executions AS stored SET
    version = next.version, wake_up_at = next.wake_up_at, owed_until = next.owed_until, stopped_at = next.stopped_at, status = next.status,
    redrive_count = next.redrive_count, redriven_at = next.redriven_at, revision = next.revision
FROM unnest(
    @partitions, @numbers, @expected_versions, @versions, @statuses, @wake_ups_at, @owed_until, @stopped_at, @redrive_counts, @redriven_at, @revisions,
    @first_revisions, @first_redrive_counts, @state_machine_ids, @started_at, @arn_keys, @published_versions, @aliases)
    AS next (
        partition, number, expected_version, version, status, wake_up_at, owed_until, stopped_at, redrive_count, redriven_at, revision,
        first_revision, first_redrive_count, state_machine_id, started_at, arn_key, published_version, alias)
WHERE stored.partition = next.partition AND stored.number = next.number AND stored.version = next.expected_version
    AND stored.state_machine_id = next.state_machine_id AND (stored.revision = next.first_revision OR stored.redrive_count < next.first_redrive_count)
    AND stored.started_at = next.started_at AND stored.arn_key = next.arn_key
    AND stored.published_version IS NOT DISTINCT FROM next.published_version AND stored.alias IS NOT DISTINCT FROM next.alias
