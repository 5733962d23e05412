SELECT kind, id, version, execution_number, wake_up_at, due_at, priority, search_text, body
FROM records
WHERE kind = @kind AND wake_up_at < @before
ORDER BY wake_up_at, id
LIMIT @count_max
