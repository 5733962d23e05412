SELECT first_version, events FROM events
WHERE number = @number
    AND first_version >= ifnull((SELECT max(first_version) FROM events WHERE number = @number AND first_version <= @from_version), 0)
    AND @from_version <= (SELECT version FROM executions WHERE number = @number)
ORDER BY first_version
LIMIT @batches_max
