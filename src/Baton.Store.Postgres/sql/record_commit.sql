-- Ids are never given out again, so the highest are kept here and not asked of tables that lose rows.
UPDATE store SET
    last_commit_at = CASE WHEN @owes_redelivery THEN coalesce(last_commit_at, @last_commit_at) ELSE @last_commit_at END,
    last_number = greatest(last_number, @number),
    last_state_machine_id = greatest(last_state_machine_id, @state_machine_id),
    last_activity_id = greatest(last_activity_id, @activity_id),
    closed_cleanly = 0,
    commit_number = commit_number + 1
WHERE id = 1 AND commit_number = @commit_number
