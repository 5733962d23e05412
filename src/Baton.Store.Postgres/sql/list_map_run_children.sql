SELECT
    execution.number, arn, partition, state_machine_id, revision, status, started_at, stopped_at, wake_up_at, owed_until, version, published_version, alias,
    redrive_count, redriven_at, child.child_index, child.items, child.redrive
FROM map_run_children AS child
JOIN executions AS execution ON execution.number = child.number
WHERE child.map_run_id = @map_run_id AND child.child_index > @after_index
ORDER BY child.child_index
LIMIT @count_max
