-- Two ranges of one index, merged: a comparison of (wake_up_at, number) as a pair would walk through all that wake in the same millisecond.
SELECT wake_up_at, number, partition
FROM executions INDEXED BY executions_by_wake_up
WHERE wake_up_at = @after_at AND number > @after_number AND wake_up_at < @before
UNION ALL
SELECT wake_up_at, number, partition
FROM executions INDEXED BY executions_by_wake_up
WHERE wake_up_at > @after_at AND wake_up_at < @before
ORDER BY wake_up_at, number
LIMIT @count_max
