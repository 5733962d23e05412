UPDATE records
SET version = @version::integer, execution_number = @execution_number::bigint, wake_up_at = @wake_up_at::bigint, due_at = @due_at::bigint, priority = @priority, search_text = @search_text, body = @body
WHERE kind = @kind AND id = @id AND version = @version::integer - 1
