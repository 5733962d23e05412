SELECT EXISTS (SELECT 1 FROM executions WHERE state_machine_id = @state_machine_id AND status = @running)
