INSERT INTO records (kind, id, version, execution_number, wake_up_at, due_at, priority, search_text, body)
VALUES (@kind, @id, @version, @execution_number::bigint, @wake_up_at::bigint, @due_at::bigint, @priority, @search_text, @body)
ON CONFLICT (kind, id) DO NOTHING
