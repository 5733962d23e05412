SELECT state_machine_id, number, revision_id, definition, role_arn, settings, created_at
FROM state_machine_revisions
WHERE state_machine_id = @state_machine_id AND number = @number
