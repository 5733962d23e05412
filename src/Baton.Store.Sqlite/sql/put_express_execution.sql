INSERT OR REPLACE INTO express_executions (number, state_machine_id, revision, started) VALUES (@number, @state_machine_id, @revision, @started)
