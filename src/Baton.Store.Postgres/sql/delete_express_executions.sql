DELETE FROM express_executions WHERE number = ANY (@numbers)
