SELECT id, execution_number FROM map_runs
WHERE execution_number > @after_number AND execution_number <= @through_number
    AND NOT EXISTS (SELECT 1 FROM executions WHERE executions.number = map_runs.execution_number)
