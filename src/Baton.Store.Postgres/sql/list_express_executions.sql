SELECT number, state_machine_id, revision, started FROM express_executions WHERE number > @after_number ORDER BY number LIMIT @count_max
