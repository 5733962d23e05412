SELECT count(*), min(number)
FROM (
    SELECT number FROM executions INDEXED BY executions_by_status
    WHERE state_machine_id = @state_machine_id AND status = @status AND number > @after_number
    ORDER BY number
    LIMIT @count_max
)
