SELECT request_id, function_arn, client_context, payload, created_at FROM function_events
WHERE request_id > @after_request_id ORDER BY request_id LIMIT @count_max
