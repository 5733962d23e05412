INSERT INTO map_runs (id, arn, execution_number, status, started_at, stopped_at, details)
VALUES (@id, @arn, @execution_number, @status, @started_at, @stopped_at, @details)
ON CONFLICT (id) DO UPDATE SET
    status = excluded.status, stopped_at = excluded.stopped_at, details = excluded.details
