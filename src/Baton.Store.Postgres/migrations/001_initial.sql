-- Numbers, times (milliseconds since 1970, Baton.Store.StoreTime) and flags (0 and 1) are those of the SQLite store, so that a row moves as it is.
-- Texts compare by their bytes, which is the order of their code points.

-- One row. It is written with every commit, so it stays small.
CREATE TABLE store (
    id integer PRIMARY KEY CHECK (id = 1),
    partitions integer NOT NULL,
    last_number bigint NOT NULL,
    last_state_machine_id bigint NOT NULL,
    last_activity_id bigint NOT NULL,
    last_commit_at bigint,
    closed_cleanly integer NOT NULL,
    -- Counts the commits: tells whether a commit whose answer was lost is there.
    commit_number bigint NOT NULL DEFAULT 0
) WITH (fillfactor = 50);

-- Who owns a partition writes under its epoch. Taking it over raises the epoch, and what the owner before still sends is refused.
CREATE TABLE partitions (
    partition integer PRIMARY KEY,
    epoch bigint NOT NULL
);

-- The partition leads the key, so that the table can be split by it. Free space in the pages takes the next version of a row beside the one before.
CREATE TABLE executions (
    number bigint NOT NULL,
    version bigint NOT NULL,
    wake_up_at bigint,
    owed_until bigint,
    stopped_at bigint,
    redriven_at bigint,
    state_machine_id bigint NOT NULL,
    started_at bigint NOT NULL,
    arn_key bigint NOT NULL,
    partition integer NOT NULL,
    status integer NOT NULL,
    revision integer NOT NULL,
    published_version integer,
    redrive_count integer NOT NULL DEFAULT 0,
    alias text COLLATE "C",
    arn text COLLATE "C" NOT NULL,
    PRIMARY KEY (partition, number)
) WITH (fillfactor = 80);

-- The partition of an execution of which only the number is known.
CREATE UNIQUE INDEX executions_by_number ON executions (number);
-- The key (Baton.Store.ArnKey) instead of the ARN makes the index an eighth as large; whoever looks up compares the text too.
CREATE INDEX executions_by_arn_key ON executions (arn_key, number);
CREATE INDEX executions_by_machine ON executions (state_machine_id, number);
CREATE INDEX executions_by_status ON executions (state_machine_id, status, number);
CREATE INDEX executions_by_wake_up ON executions (wake_up_at, number) WHERE wake_up_at IS NOT NULL;
CREATE INDEX executions_owing ON executions (number, owed_until) WHERE owed_until IS NOT NULL;
-- Only what they are about is in these: the others pay nothing for them.
CREATE INDEX executions_by_version ON executions (state_machine_id, published_version, number) WHERE published_version IS NOT NULL;
CREATE INDEX executions_by_version_status ON executions (state_machine_id, published_version, status, number) WHERE published_version IS NOT NULL;
CREATE INDEX executions_by_alias ON executions (state_machine_id, alias, number) WHERE alias IS NOT NULL;
CREATE INDEX executions_by_alias_status ON executions (state_machine_id, alias, status, number) WHERE alias IS NOT NULL;
CREATE INDEX executions_redriven ON executions (state_machine_id, number) WHERE redrive_count > 0;

-- One row per append. The table is in the order of the appends, whichever executions they are about; only the entries of the key go where their execution is.
CREATE TABLE events (
    number bigint NOT NULL,
    first_version bigint NOT NULL,
    partition integer NOT NULL,
    events bytea NOT NULL,
    PRIMARY KEY (partition, number, first_version)
);

CREATE TABLE state_machines (
    id bigint PRIMARY KEY,
    arn text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    region text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    deleting integer NOT NULL,
    revision integer NOT NULL,
    type integer NOT NULL,
    last_version integer NOT NULL,
    last_alias integer NOT NULL,
    tags text NOT NULL
);
CREATE INDEX state_machines_by_region ON state_machines (region, name);
CREATE INDEX state_machines_deleting ON state_machines (id) WHERE deleting = 1;

CREATE TABLE state_machine_revisions (
    state_machine_id bigint NOT NULL,
    number integer NOT NULL,
    revision_id text,
    role_arn text NOT NULL,
    created_at bigint NOT NULL,
    settings text NOT NULL,
    definition text NOT NULL,
    PRIMARY KEY (state_machine_id, number)
);

CREATE TABLE state_machine_versions (
    state_machine_id bigint NOT NULL,
    number integer NOT NULL,
    revision integer NOT NULL,
    description text,
    created_at bigint NOT NULL,
    PRIMARY KEY (state_machine_id, number)
);

CREATE TABLE state_machine_aliases (
    state_machine_id bigint NOT NULL,
    number integer NOT NULL,
    name text COLLATE "C" NOT NULL,
    description text,
    first_version integer NOT NULL,
    first_weight integer NOT NULL,
    second_version integer,
    second_weight integer,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (state_machine_id, number)
);
CREATE UNIQUE INDEX state_machine_aliases_by_name ON state_machine_aliases (state_machine_id, name);

CREATE TABLE activities (
    id bigint PRIMARY KEY,
    arn text COLLATE "C" NOT NULL UNIQUE,
    name text COLLATE "C" NOT NULL,
    region text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    settings text NOT NULL,
    tags text NOT NULL
);
CREATE INDEX activities_by_region ON activities (region, id);

-- The run of a distributed Map. Its id is of the same sequence as those of machines: its children are executions with it as their machine.
CREATE TABLE map_runs (
    id bigint PRIMARY KEY,
    arn text COLLATE "C" NOT NULL UNIQUE,
    execution_number bigint NOT NULL,
    status integer NOT NULL,
    started_at bigint NOT NULL,
    stopped_at bigint,
    details text NOT NULL
);
CREATE INDEX map_runs_by_execution ON map_runs (execution_number, id);
CREATE INDEX map_runs_running ON map_runs (id) WHERE status = 1;

CREATE TABLE map_run_children (
    map_run_id bigint NOT NULL,
    child_index integer NOT NULL,
    items integer NOT NULL,
    redrive integer NOT NULL,
    number bigint NOT NULL,
    PRIMARY KEY (map_run_id, child_index)
);

-- Asynchronous Express executions that have not ended: a row comes with the start, before it is answered, and goes with the end.
CREATE TABLE express_executions (
    number bigint PRIMARY KEY,
    state_machine_id bigint NOT NULL,
    revision integer NOT NULL,
    started bytea NOT NULL
);
