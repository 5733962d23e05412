SELECT state_machine_id, number, revision, description, created_at
FROM state_machine_versions
WHERE state_machine_id = @state_machine_id AND number = @number
