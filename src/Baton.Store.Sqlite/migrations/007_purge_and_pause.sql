-- Executions that were removed, and whose events are still to be deleted: that goes in steps.
CREATE TABLE removed_executions (number INTEGER PRIMARY KEY) STRICT;

-- Whether the store is started paused: a restore says so, until somebody says to go on.
ALTER TABLE store ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
