DELETE FROM events WHERE number = @number AND first_version <= @through_version
