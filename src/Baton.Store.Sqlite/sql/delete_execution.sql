DELETE FROM executions WHERE number = @number AND version = @version AND status <> @running AND owed_until IS NULL
