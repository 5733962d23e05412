-- The length of a blob stands in the head of its row: its pages are not read for it.
SELECT first_version, length(events) FROM events WHERE number = @number ORDER BY first_version LIMIT @count_max
