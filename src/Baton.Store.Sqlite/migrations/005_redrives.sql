-- How often an execution was redriven, and when last. Only redriven ones are in the index: the others pay nothing for it.
ALTER TABLE executions ADD COLUMN redrive_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE executions ADD COLUMN redriven_at INTEGER;
CREATE INDEX executions_redriven ON executions (state_machine_id) WHERE redrive_count > 0;
