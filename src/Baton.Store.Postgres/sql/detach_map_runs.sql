UPDATE map_runs SET execution_number = 0 WHERE execution_number = @number
