INSERT INTO store (id, partitions, last_number, last_state_machine_id, last_activity_id, last_commit_at, closed_cleanly)
VALUES (1, @partitions, 0, 0, 0, NULL, 1)
