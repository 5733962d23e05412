DELETE FROM state_machine_versions WHERE state_machine_id = @state_machine_id
