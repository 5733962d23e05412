DELETE FROM function_events WHERE request_id = @request_id
