-- The dump of a store that schema 010 wrote: as 009, and execution 1 has a record. Never changed.
PRAGMA application_id = 0x42746e31;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    created_at INTEGER NOT NULL
, settings TEXT NOT NULL DEFAULT '{}', tags TEXT NOT NULL DEFAULT '{}') STRICT;
INSERT INTO activities VALUES(1,'arn:aws:states:eu-central-1:123456789012:activity:activity-1','activity-1','eu-central-1',1767225660000,'{}','{}');
CREATE TABLE events (
    number INTEGER NOT NULL,
    first_version INTEGER NOT NULL,
    events BLOB NOT NULL
) STRICT;
INSERT INTO events VALUES(1,1,X'61727269766564');
INSERT INTO events VALUES(2,1,X'6576656e7473203120746f2032206f662032');
INSERT INTO events VALUES(3,1,X'6576656e7473203120746f2031206f662033');
INSERT INTO events VALUES(1,3,X'77616974696e67');
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
, published_version INTEGER, alias TEXT, redrive_count INTEGER NOT NULL DEFAULT 0, redriven_at INTEGER) STRICT;
INSERT INTO executions VALUES(1,3,1,1767312000000,NULL,NULL,1,1,2,1767225601000,1160305319237451128,'arn:aws:states:eu-central-1:123456789012:execution:orders:order-1',NULL,NULL,0,NULL);
INSERT INTO executions VALUES(2,2,4,NULL,NULL,1767229202000,2,1,1,1767225602000,602308667638023227,'arn:aws:states:eu-central-1:123456789012:execution:orders:order-2',NULL,NULL,0,NULL);
INSERT INTO executions VALUES(3,1,1,NULL,253402300799999,NULL,3,1,1,1767225603000,115816896921651384,'arn:aws:states:eu-central-1:123456789012:execution:orders:019b76da-a800-7abc-8def-0123456789ab',3,'alias-1',1,1767229300000);
CREATE TABLE express_executions (
    number INTEGER PRIMARY KEY,
    state_machine_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    started BLOB NOT NULL
) STRICT;
INSERT INTO express_executions VALUES(2,1,1,X'7374617274206f662032');
INSERT INTO express_executions VALUES(3,1,1,X'7374617274206f662033');
CREATE TABLE map_run_children (
    map_run_id INTEGER NOT NULL,
    child_index INTEGER NOT NULL,
    items INTEGER NOT NULL,
    number INTEGER NOT NULL, redrive INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (map_run_id, child_index)
) STRICT, WITHOUT ROWID;
INSERT INTO map_run_children VALUES(2,0,10,3,2);
CREATE TABLE map_runs (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    execution_number INTEGER NOT NULL,
    status INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    stopped_at INTEGER,
    details TEXT NOT NULL
) STRICT;
INSERT INTO map_runs VALUES(2,'arn:aws:states:eu-central-1:123456789012:mapRun:machine-1/label:run-2',1,1,1767225720000,NULL,'{}');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT;
INSERT INTO migrations VALUES(1,'001_initial',1767225600000);
INSERT INTO migrations VALUES(2,'002_versions_aliases_tags',1767225600000);
INSERT INTO migrations VALUES(3,'003_map_runs',1767225600000);
INSERT INTO migrations VALUES(4,'004_express_executions',1767225600000);
INSERT INTO migrations VALUES(5,'005_redrives',1767225600000);
INSERT INTO migrations VALUES(6,'006_map_run_redrives',1767225600000);
INSERT INTO migrations VALUES(7,'007_purge_and_pause',1767225600000);
INSERT INTO migrations VALUES(8,'008_connections',1767225600000);
INSERT INTO migrations VALUES(9,'009_functions',1767225600000);
INSERT INTO migrations VALUES(10,'010_records',1767225600000);
CREATE TABLE removed_executions (number INTEGER PRIMARY KEY) STRICT;
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
INSERT INTO state_machine_aliases VALUES(1,1,'alias-1','',1,30,2,70,1767225660000,1767229200000);
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
INSERT INTO state_machine_revisions VALUES(1,1,NULL,'arn:aws:iam::123456789012:role/orders',1767225720000,'{ "type": "STANDARD" }','{ "Comment": "revision 1 of 1, gr\u00fc\u00dfe 🙂 ü" }');
INSERT INTO state_machine_revisions VALUES(1,2,'revision-2','arn:aws:iam::123456789012:role/orders',1767225780000,'{ "type": "STANDARD" }','{ "Comment": "revision 2 of 1, gr\u00fc\u00dfe 🙂 ü" }');
INSERT INTO state_machine_revisions VALUES(2,1,NULL,'arn:aws:iam::123456789012:role/orders',1767225720000,'{"itemProcessorOf":"Map"}','{ "Comment": "revision 1 of 1, gr\u00fc\u00dfe 🙂 ü" }');
CREATE TABLE state_machine_versions (
    state_machine_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    description TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (state_machine_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO state_machine_versions VALUES(1,1,1,'version 1, größe',1767225660000);
INSERT INTO state_machine_versions VALUES(1,2,2,NULL,1767225720000);
CREATE TABLE state_machines (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    region TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deleting INTEGER NOT NULL,
    revision INTEGER NOT NULL
, type INTEGER NOT NULL DEFAULT 1, last_version INTEGER NOT NULL DEFAULT 0, last_alias INTEGER NOT NULL DEFAULT 0, tags TEXT NOT NULL DEFAULT '{}') STRICT;
INSERT INTO state_machines VALUES(1,'arn:aws:states:eu-central-1:123456789012:stateMachine:machine-1','machine-1','eu-central-1',1767225660000,0,2,1,3,2,'{"team":"orders"}');
CREATE TABLE store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    partitions INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    last_state_machine_id INTEGER NOT NULL,
    last_activity_id INTEGER NOT NULL,
    last_commit_at INTEGER,
    closed_cleanly INTEGER NOT NULL
, paused INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO store VALUES(1,16,3,2,1,1767232800000,0,0);
CREATE TABLE connections (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    arn TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settings TEXT NOT NULL,
    secrets BLOB NOT NULL,
    PRIMARY KEY (region, name)
) STRICT, WITHOUT ROWID;
INSERT INTO connections VALUES('eu-central-1','connection-1','arn:aws:events:eu-central-1:123456789012:connection/connection-1/0000-1',1767225660000,'{"größe":"🙂"}',X'7365616c65642031');
CREATE TABLE functions (
    name TEXT PRIMARY KEY NOT NULL,
    settings TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
INSERT INTO functions VALUES('f','{"kind":"pull"}',1767225600000,1767225660000);
CREATE TABLE function_events (
    request_id TEXT PRIMARY KEY NOT NULL,
    function_arn TEXT NOT NULL,
    client_context TEXT,
    payload BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
INSERT INTO function_events VALUES('e','arn:aws:lambda:eu-central-1:123456789012:function:f','e30=',X'6576656e742065',1767225601000);
CREATE TABLE records (
    kind INTEGER NOT NULL,
    id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    execution_number INTEGER,
    wake_up_at INTEGER,
    due_at INTEGER,
    priority INTEGER NOT NULL,
    search_text TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
INSERT INTO records VALUES(1,1,2,1,1767225660000,1767229200000,1,'record 1 with a 100% ä_\','{"id":1}');
CREATE TABLE record_facets (
    kind INTEGER NOT NULL,
    facet TEXT NOT NULL,
    id INTEGER NOT NULL,
    due_at INTEGER,
    priority INTEGER NOT NULL,
    PRIMARY KEY (kind, facet, id)
) STRICT, WITHOUT ROWID;
INSERT INTO record_facets VALUES(1,'all',1,1767229200000,1);
CREATE INDEX executions_by_arn_key ON executions (arn_key);
CREATE INDEX executions_by_machine ON executions (state_machine_id);
CREATE INDEX executions_by_status ON executions (state_machine_id, status);
CREATE INDEX executions_by_wake_up ON executions (wake_up_at) WHERE wake_up_at IS NOT NULL;
CREATE INDEX executions_owing ON executions (number, owed_until) WHERE owed_until IS NOT NULL;
CREATE UNIQUE INDEX events_by_execution ON events (number, first_version);
CREATE INDEX state_machines_by_region ON state_machines (region, name);
CREATE INDEX state_machines_deleting ON state_machines (deleting) WHERE deleting = 1;
CREATE INDEX activities_by_region ON activities (region);
CREATE UNIQUE INDEX state_machine_aliases_by_name ON state_machine_aliases (state_machine_id, name);
CREATE INDEX executions_by_version ON executions (state_machine_id, published_version) WHERE published_version IS NOT NULL;
CREATE INDEX executions_by_version_status ON executions (state_machine_id, published_version, status) WHERE published_version IS NOT NULL;
CREATE INDEX executions_by_alias ON executions (state_machine_id, alias) WHERE alias IS NOT NULL;
CREATE INDEX executions_by_alias_status ON executions (state_machine_id, alias, status) WHERE alias IS NOT NULL;
CREATE INDEX map_runs_by_execution ON map_runs (execution_number);
CREATE INDEX map_runs_running ON map_runs (status) WHERE status = 1;
CREATE INDEX executions_redriven ON executions (state_machine_id) WHERE redrive_count > 0;
CREATE INDEX records_by_wake_up ON records (kind, wake_up_at, id) WHERE wake_up_at IS NOT NULL;
CREATE INDEX records_by_execution ON records (execution_number) WHERE execution_number IS NOT NULL;
CREATE INDEX record_facets_by_record ON record_facets (kind, id);
COMMIT;
