INSERT INTO events (partition, number, first_version, events)
SELECT * FROM unnest(@partitions, @numbers, @first_versions, @events)
