SELECT DISTINCT number FROM events
WHERE number > @after_number AND number <= @through_number
    AND NOT EXISTS (SELECT 1 FROM executions WHERE executions.number = events.number)
    AND NOT EXISTS (SELECT 1 FROM removed_executions WHERE removed_executions.number = events.number)
