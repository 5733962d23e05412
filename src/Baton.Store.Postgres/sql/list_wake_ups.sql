-- One range of the index: PostgreSQL seeks by a pair, where SQLite would walk through all that wake in the same millisecond.
SELECT wake_up_at, number, partition
FROM executions
WHERE (wake_up_at, number) > (@after_at, @after_number) AND wake_up_at < @before
ORDER BY wake_up_at, number
LIMIT @count_max
