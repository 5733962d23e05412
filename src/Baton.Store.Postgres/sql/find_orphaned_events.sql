-- The key begins with the partition, so each is looked at by itself.
SELECT event.number
FROM generate_series(0, @last_partition) AS owner (partition)
CROSS JOIN LATERAL (
    SELECT number FROM events
    WHERE events.partition = owner.partition AND number > @after_number AND number <= @through_number
    OFFSET 0) AS event
WHERE NOT EXISTS (SELECT 1 FROM executions WHERE executions.partition = owner.partition AND executions.number = event.number)
