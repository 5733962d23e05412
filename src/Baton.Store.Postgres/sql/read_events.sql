SELECT first_version, events FROM events
WHERE partition = (SELECT partition FROM executions WHERE number = @number) AND number = @number
    AND first_version >= coalesce((
        SELECT max(first_version) FROM events
        WHERE partition = (SELECT partition FROM executions WHERE number = @number) AND number = @number AND first_version <= @from_version), 0)
    AND @from_version <= (SELECT version FROM executions WHERE number = @number)
ORDER BY first_version
LIMIT @batches_max
