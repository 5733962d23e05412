DELETE FROM express_executions WHERE number = @number
