SELECT kind, id, version, execution_number, wake_up_at, due_at, priority, search_text, body FROM records WHERE kind = @kind AND id = @id
