-- All at once: they are only marked, and the server gives their space back by itself.
DELETE FROM events WHERE partition = @partition AND number = @number
