-- "Btn1": tells a Baton store from any other SQLite database.
PRAGMA application_id = 0x42746e31;

-- One row. It is written with every commit, so it stays small.
CREATE TABLE store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    partitions INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    last_state_machine_id INTEGER NOT NULL,
    last_activity_id INTEGER NOT NULL,
    last_commit_at INTEGER,
    closed_cleanly INTEGER NOT NULL
) STRICT;

-- Times are milliseconds since 1970 (Baton.Store.StoreTime). What an append changes stands before the text that it does not.
CREATE TABLE executions (
    number INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    status INTEGER NOT NULL,
    wake_up_at INTEGER,
    owed_until INTEGER,
    stopped_at INTEGER,
    partition INTEGER NOT NULL,
    state_machine_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    arn_key INTEGER NOT NULL,
    arn TEXT NOT NULL
) STRICT;

-- An index ends with the rowid, which is the number: each of these is in the order of (what it names, number).
-- The key (Baton.Store.ArnKey) instead of the ARN makes the index an eighth as large; whoever looks up compares the text too.
CREATE INDEX executions_by_arn_key ON executions (arn_key);
CREATE INDEX executions_by_machine ON executions (state_machine_id);
CREATE INDEX executions_by_status ON executions (state_machine_id, status);
CREATE INDEX executions_by_wake_up ON executions (wake_up_at) WHERE wake_up_at IS NOT NULL;
-- Pages go by number, so the number leads, and the time is there to be filtered without a look at the row.
CREATE INDEX executions_owing ON executions (number, owed_until) WHERE owed_until IS NOT NULL;

-- One row per append, in the order of the appends: a commit writes full pages at the end of the table, whichever executions it is about. Only the
-- small entries of the index go where their execution is. Clustered by execution instead, a commit of 500 appends to 500 executions takes twice as long.
CREATE TABLE events (
    number INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    events BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX events_by_execution ON events (number, first_version);

CREATE TABLE state_machines (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleting INTEGER NOT NULL,
    revision INTEGER NOT NULL
) STRICT;
CREATE INDEX state_machines_by_region ON state_machines (region);
CREATE INDEX state_machines_deleting ON state_machines (deleting) WHERE deleting = 1;

CREATE TABLE state_machine_revisions (
    state_machine_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    revision_id TEXT,
    role_arn TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settings TEXT NOT NULL,
    definition TEXT NOT NULL,
    PRIMARY KEY (state_machine_id, number)
) STRICT;

CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX activities_by_region ON activities (region);
