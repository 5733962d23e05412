-- The run of a distributed Map. Its id is of the same sequence as those of machines: its children are executions with it as their machine.
CREATE TABLE map_runs (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    execution_number INTEGER NOT NULL,
    status INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    details TEXT NOT NULL
) STRICT;
CREATE INDEX map_runs_by_execution ON map_runs (execution_number);
CREATE INDEX map_runs_running ON map_runs (status) WHERE status = 1;

CREATE TABLE map_run_children (
    map_run_id INTEGER NOT NULL,
    child_index INTEGER NOT NULL,
    items INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (map_run_id, child_index)
) STRICT, WITHOUT ROWID;
