INSERT INTO records (kind, id, version, execution_number, wake_up_at, due_at, priority, search_text, body)
VALUES (@kind, @id, @version, @execution_number, @wake_up_at, @due_at, @priority, @search_text, @body)
ON CONFLICT (kind, id) DO NOTHING
