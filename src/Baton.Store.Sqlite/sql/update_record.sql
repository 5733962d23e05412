UPDATE records
SET version = @version, execution_number = @execution_number, wake_up_at = @wake_up_at, due_at = @due_at, priority = @priority, search_text = @search_text, body = @body
WHERE kind = @kind AND id = @id AND version = @version - 1
