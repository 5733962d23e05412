SELECT number FROM removed_executions WHERE number > 0 ORDER BY number LIMIT 1
