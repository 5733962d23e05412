DELETE FROM executions WHERE partition = @partition AND number = @number AND version = @version AND status <> @running AND owed_until IS NULL
