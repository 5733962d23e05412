SELECT
    machine.id, machine.arn, machine.name, machine.region, machine.created_at, machine.deleting,
    machine.type, machine.last_version, machine.last_alias, machine.tags,
    revision.number, revision.revision_id, revision.definition, revision.role_arn, revision.settings, revision.created_at
FROM state_machines AS machine
JOIN state_machine_revisions AS revision ON revision.state_machine_id = machine.id AND revision.number = machine.revision
WHERE machine.deleting = 1
ORDER BY machine.id
