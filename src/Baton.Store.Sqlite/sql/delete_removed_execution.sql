DELETE FROM removed_executions WHERE number = @number
