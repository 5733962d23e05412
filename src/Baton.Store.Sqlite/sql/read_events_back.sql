SELECT first_version, events FROM events
WHERE number = @number AND first_version < @before_version
ORDER BY first_version DESC
LIMIT @batches_max
