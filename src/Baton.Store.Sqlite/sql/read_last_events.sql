SELECT first_version, events FROM events WHERE number = @number ORDER BY first_version DESC LIMIT 1
