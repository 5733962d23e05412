SELECT first_version, events FROM events
WHERE number = @number AND first_version < @before_version AND EXISTS (SELECT 1 FROM executions WHERE number = @number)
ORDER BY first_version DESC
LIMIT @batches_max
