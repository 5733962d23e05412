SELECT
    run.id, run.arn, run.execution_number, run.status, run.started_at, run.stopped_at, run.details,
    revision.number, revision.revision_id, revision.definition, revision.role_arn, revision.settings, revision.created_at
FROM map_runs AS run
JOIN state_machine_revisions AS revision ON revision.state_machine_id = run.id AND revision.number = 1
WHERE run.status = 1
ORDER BY run.id
