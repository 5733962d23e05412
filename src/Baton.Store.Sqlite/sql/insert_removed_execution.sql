INSERT INTO removed_executions (number) VALUES (@number)
