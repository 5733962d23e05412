INSERT INTO function_events (request_id, function_arn, client_context, payload, created_at)
VALUES (@request_id, @function_arn, @client_context, @payload, @created_at)
ON CONFLICT (request_id) DO NOTHING
