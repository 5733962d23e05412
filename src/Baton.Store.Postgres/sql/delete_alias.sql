DELETE FROM state_machine_aliases WHERE state_machine_id = @state_machine_id AND number = @number
