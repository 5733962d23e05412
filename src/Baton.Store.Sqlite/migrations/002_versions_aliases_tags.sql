-- A version is a number for a revision; an alias leads to one or two versions. Both are read by machine and number, so that is what they are stored by.
CREATE TABLE state_machine_versions (
    state_machine_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    description TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (state_machine_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE state_machine_aliases (
    state_machine_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    description TEXT,
    first_version INTEGER NOT NULL,
    first_weight INTEGER NOT NULL,
    second_version INTEGER,
    second_weight INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (state_machine_id, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX state_machine_aliases_by_name ON state_machine_aliases (state_machine_id, name);

-- Machines are listed by name.
DROP INDEX state_machines_by_region;
CREATE INDEX state_machines_by_region ON state_machines (region, name);

-- Numbers are never given out again, so the highest are kept here and not asked of tables that lose rows.
ALTER TABLE state_machines ADD COLUMN type INTEGER NOT NULL DEFAULT 1;
ALTER TABLE state_machines ADD COLUMN last_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state_machines ADD COLUMN last_alias INTEGER NOT NULL DEFAULT 0;
ALTER TABLE state_machines ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';

ALTER TABLE activities ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
ALTER TABLE activities ADD COLUMN tags TEXT NOT NULL DEFAULT '{}';

-- Only executions that a version or an alias started are in these indexes: the others pay nothing for them.
ALTER TABLE executions ADD COLUMN published_version INTEGER;
ALTER TABLE executions ADD COLUMN alias TEXT;
CREATE INDEX executions_by_version ON executions (state_machine_id, published_version) WHERE published_version IS NOT NULL;
CREATE INDEX executions_by_version_status ON executions (state_machine_id, published_version, status) WHERE published_version IS NOT NULL;
CREATE INDEX executions_by_alias ON executions (state_machine_id, alias) WHERE alias IS NOT NULL;
CREATE INDEX executions_by_alias_status ON executions (state_machine_id, alias, status) WHERE alias IS NOT NULL;
