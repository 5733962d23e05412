SELECT first_version, events FROM events
WHERE partition = (SELECT partition FROM executions WHERE number = @number) AND number = @number AND first_version < @before_version
ORDER BY first_version DESC
LIMIT @batches_max
