DELETE FROM records WHERE execution_number = @execution_number
