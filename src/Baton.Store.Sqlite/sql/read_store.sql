SELECT partitions, last_number, last_state_machine_id, last_activity_id, last_commit_at, closed_cleanly, paused FROM store WHERE id = 1
