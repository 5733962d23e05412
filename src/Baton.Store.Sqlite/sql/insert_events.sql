INSERT INTO events (number, first_version, events) VALUES (@number, @first_version, @events)
