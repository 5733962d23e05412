SELECT count(*)::integer, min(number)
FROM (
    SELECT number FROM executions
    WHERE state_machine_id = @state_machine_id AND status = @status AND number > @after_number
    ORDER BY number
    LIMIT @count_max
) counted
