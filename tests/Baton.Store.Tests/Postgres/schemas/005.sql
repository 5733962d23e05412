SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA baton;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE baton.activities (
    id bigint NOT NULL,
    arn text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    region text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    settings text NOT NULL,
    tags text NOT NULL
);
CREATE TABLE baton.connections (
    region text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    arn text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    settings text NOT NULL,
    secrets bytea NOT NULL
);
CREATE TABLE baton.events (
    number bigint NOT NULL,
    first_version bigint NOT NULL,
    partition integer NOT NULL,
    events bytea NOT NULL
);
CREATE TABLE baton.executions (
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
    redrive_count integer DEFAULT 0 NOT NULL,
    alias text COLLATE pg_catalog."C",
    arn text NOT NULL COLLATE pg_catalog."C"
)
WITH (fillfactor='80');
CREATE TABLE baton.express_executions (
    number bigint NOT NULL,
    state_machine_id bigint NOT NULL,
    revision integer NOT NULL,
    started bytea NOT NULL
);
CREATE TABLE baton.function_events (
    request_id text NOT NULL COLLATE pg_catalog."C",
    function_arn text NOT NULL,
    client_context text,
    payload bytea NOT NULL,
    created_at bigint NOT NULL
);
CREATE TABLE baton.functions (
    name text NOT NULL COLLATE pg_catalog."C",
    settings text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE baton.map_run_children (
    map_run_id bigint NOT NULL,
    child_index integer NOT NULL,
    items integer NOT NULL,
    redrive integer NOT NULL,
    number bigint NOT NULL
);
CREATE TABLE baton.map_runs (
    id bigint NOT NULL,
    arn text NOT NULL COLLATE pg_catalog."C",
    execution_number bigint NOT NULL,
    status integer NOT NULL,
    started_at bigint NOT NULL,
    stopped_at bigint,
    details text NOT NULL
);
CREATE TABLE baton.migrations (
    number integer NOT NULL,
    name text NOT NULL,
    applied_at bigint NOT NULL
);
CREATE TABLE baton.partitions (
    partition integer NOT NULL,
    epoch bigint NOT NULL
);
CREATE TABLE baton.record_facets (
    kind integer NOT NULL,
    facet text NOT NULL COLLATE pg_catalog."C",
    id bigint NOT NULL,
    due_at bigint,
    priority integer NOT NULL
);
CREATE TABLE baton.records (
    kind integer NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    execution_number bigint,
    wake_up_at bigint,
    due_at bigint,
    priority integer NOT NULL,
    search_text text NOT NULL,
    body text NOT NULL
);
CREATE TABLE baton.state_machine_aliases (
    state_machine_id bigint NOT NULL,
    number integer NOT NULL,
    name text NOT NULL COLLATE pg_catalog."C",
    description text,
    first_version integer NOT NULL,
    first_weight integer NOT NULL,
    second_version integer,
    second_weight integer,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);
CREATE TABLE baton.state_machine_revisions (
    state_machine_id bigint NOT NULL,
    number integer NOT NULL,
    revision_id text,
    role_arn text NOT NULL,
    created_at bigint NOT NULL,
    settings text NOT NULL,
    definition text NOT NULL
);
CREATE TABLE baton.state_machine_versions (
    state_machine_id bigint NOT NULL,
    number integer NOT NULL,
    revision integer NOT NULL,
    description text,
    created_at bigint NOT NULL
);
CREATE TABLE baton.state_machines (
    id bigint NOT NULL,
    arn text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    region text NOT NULL COLLATE pg_catalog."C",
    created_at bigint NOT NULL,
    deleting integer NOT NULL,
    revision integer NOT NULL,
    type integer NOT NULL,
    last_version integer NOT NULL,
    last_alias integer NOT NULL,
    tags text NOT NULL
);
CREATE TABLE baton.store (
    id integer NOT NULL,
    partitions integer NOT NULL,
    last_number bigint NOT NULL,
    last_state_machine_id bigint NOT NULL,
    last_activity_id bigint NOT NULL,
    last_commit_at bigint,
    closed_cleanly integer NOT NULL,
    commit_number bigint DEFAULT 0 NOT NULL,
    paused integer DEFAULT 0 NOT NULL,
    CONSTRAINT store_id_check CHECK ((id = 1))
)
WITH (fillfactor='50');
INSERT INTO baton.activities VALUES (1, 'arn:aws:states:eu-central-1:123456789012:activity:activity-1', 'activity-1', 'eu-central-1', 1767225660000, '{}', '{}');
INSERT INTO baton.connections VALUES ('eu-central-1', 'connection-1', 'arn:aws:events:eu-central-1:123456789012:connection/connection-1/0000-1', 1767225660000, '{"größe":"🙂"}', '\x7365616c65642031');
INSERT INTO baton.events VALUES (1, 1, 1, '\x6576656e7473203120746f2032206f662031');
INSERT INTO baton.events VALUES (2, 1, 2, '\x6576656e7473203120746f2032206f662032');
INSERT INTO baton.events VALUES (3, 1, 3, '\x6576656e7473203120746f2031206f662033');
INSERT INTO baton.events VALUES (4, 1, 4, '\x6576656e7473203120746f2031206f662034');
INSERT INTO baton.events VALUES (1, 3, 1, '\x6576656e7473203320746f2033206f662031');
INSERT INTO baton.events VALUES (3, 2, 3, '\x6576656e7473203220746f2032206f662033');
INSERT INTO baton.executions VALUES (2, 2, NULL, NULL, 1767229202000, NULL, 1, 1767225602000, 602308667638023227, 2, 4, 1, NULL, 0, NULL, 'arn:aws:states:eu-central-1:123456789012:execution:orders:order-2');
INSERT INTO baton.executions VALUES (4, 1, NULL, NULL, NULL, NULL, 8, 1767225604000, -4677860457478963106, 4, 1, 1, NULL, 0, NULL, 'arn:aws:states:eu-central-1:123456789012:execution:orders:order-4');
INSERT INTO baton.executions VALUES (1, 3, 1767312000000, NULL, NULL, NULL, 1, 1767225601000, 1160305319237451128, 1, 1, 2, NULL, 0, NULL, 'arn:aws:states:eu-central-1:123456789012:execution:orders:order-1');
INSERT INTO baton.executions VALUES (3, 2, NULL, 253402300799999, NULL, 1767229200000, 1, 1767225603000, 6549647657685713444, 3, 1, 1, 3, 1, 'alias-1', 'arn:aws:states:eu-central-1:123456789012:execution:orders:order-3');
INSERT INTO baton.express_executions VALUES (5, 3, 2, '\x7374617274206f662035');
INSERT INTO baton.function_events VALUES ('e', 'arn:aws:lambda:eu-central-1:123456789012:function:f', 'e30=', '\x6576656e742065', 1767225601000);
INSERT INTO baton.functions VALUES ('f', '{"kind":"pull"}', 1767225600000, 1767225660000);
INSERT INTO baton.map_run_children VALUES (8, 0, 7, 1, 4);
INSERT INTO baton.map_runs VALUES (8, 'arn:aws:states:eu-central-1:123456789012:mapRun:machine-1/label:run-8', 1, 1, 1767226080000, NULL, '{ "maxConcurrency": 5, "größe": "🙂" }');
INSERT INTO baton.migrations VALUES (1, '001_initial', 1767232800000);
INSERT INTO baton.migrations VALUES (2, '002_pause', 1767232800000);
INSERT INTO baton.migrations VALUES (3, '003_connections', 1767232800000);
INSERT INTO baton.migrations VALUES (4, '004_functions', 1767232800000);
INSERT INTO baton.migrations VALUES (5, '005_records', 1767232800000);
INSERT INTO baton.partitions VALUES (0, 1);
INSERT INTO baton.partitions VALUES (1, 1);
INSERT INTO baton.partitions VALUES (2, 1);
INSERT INTO baton.partitions VALUES (3, 1);
INSERT INTO baton.partitions VALUES (4, 1);
INSERT INTO baton.partitions VALUES (5, 1);
INSERT INTO baton.partitions VALUES (6, 1);
INSERT INTO baton.partitions VALUES (7, 1);
INSERT INTO baton.partitions VALUES (8, 1);
INSERT INTO baton.partitions VALUES (9, 1);
INSERT INTO baton.partitions VALUES (10, 1);
INSERT INTO baton.partitions VALUES (11, 1);
INSERT INTO baton.partitions VALUES (12, 1);
INSERT INTO baton.partitions VALUES (13, 1);
INSERT INTO baton.partitions VALUES (14, 1);
INSERT INTO baton.partitions VALUES (15, 1);
INSERT INTO baton.record_facets VALUES (1, 'all', 1, 1767229200000, 1);
INSERT INTO baton.records VALUES (1, 1, 1, 1, 1767225660000, 1767229200000, 1, 'record 1 with a 100% ä_\', '{"id":1}');
INSERT INTO baton.state_machine_aliases VALUES (1, 1, 'alias-1', '', 1, 30, 2, 70, 1767225660000, 1767229200000);
INSERT INTO baton.state_machine_revisions VALUES (1, 1, NULL, 'arn:aws:iam::123456789012:role/orders', 1767225720000, '{ "type": "STANDARD" }', '{ "Comment": "revision 1 of 1, gr\u00fc\u00dfe 🙂 ü" }');
INSERT INTO baton.state_machine_revisions VALUES (1, 2, 'revision-2', 'arn:aws:iam::123456789012:role/orders', 1767225780000, '{ "type": "STANDARD" }', '{ "Comment": "revision 2 of 1, gr\u00fc\u00dfe 🙂 ü" }');
INSERT INTO baton.state_machine_revisions VALUES (8, 1, NULL, 'arn:aws:iam::123456789012:role/orders', 1767226140000, '{ "type": "STANDARD" }', '{ "Comment": "revision 1 of 8, gr\u00fc\u00dfe 🙂 ü" }');
INSERT INTO baton.state_machine_versions VALUES (1, 1, 1, 'version 1, größe', 1767225660000);
INSERT INTO baton.state_machine_versions VALUES (1, 2, 2, NULL, 1767225720000);
INSERT INTO baton.state_machines VALUES (1, 'arn:aws:states:eu-central-1:123456789012:stateMachine:machine-1', 'machine-1', 'eu-central-1', 1767225660000, 0, 2, 1, 3, 2, '{"team":"orders"}');
INSERT INTO baton.store VALUES (1, 16, 5, 8, 1, 1767232800000, 0, 2, 0);
ALTER TABLE ONLY baton.activities
    ADD CONSTRAINT activities_arn_key UNIQUE (arn);
ALTER TABLE ONLY baton.activities
    ADD CONSTRAINT activities_pkey PRIMARY KEY (id);
ALTER TABLE ONLY baton.connections
    ADD CONSTRAINT connections_pkey PRIMARY KEY (region, name);
ALTER TABLE ONLY baton.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (partition, number, first_version);
ALTER TABLE ONLY baton.executions
    ADD CONSTRAINT executions_pkey PRIMARY KEY (partition, number);
ALTER TABLE ONLY baton.express_executions
    ADD CONSTRAINT express_executions_pkey PRIMARY KEY (number);
ALTER TABLE ONLY baton.function_events
    ADD CONSTRAINT function_events_pkey PRIMARY KEY (request_id);
ALTER TABLE ONLY baton.functions
    ADD CONSTRAINT functions_pkey PRIMARY KEY (name);
ALTER TABLE ONLY baton.map_run_children
    ADD CONSTRAINT map_run_children_pkey PRIMARY KEY (map_run_id, child_index);
ALTER TABLE ONLY baton.map_runs
    ADD CONSTRAINT map_runs_arn_key UNIQUE (arn);
ALTER TABLE ONLY baton.map_runs
    ADD CONSTRAINT map_runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY baton.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (number);
ALTER TABLE ONLY baton.partitions
    ADD CONSTRAINT partitions_pkey PRIMARY KEY (partition);
ALTER TABLE ONLY baton.record_facets
    ADD CONSTRAINT record_facets_pkey PRIMARY KEY (kind, facet, id);
ALTER TABLE ONLY baton.records
    ADD CONSTRAINT records_pkey PRIMARY KEY (kind, id);
ALTER TABLE ONLY baton.state_machine_aliases
    ADD CONSTRAINT state_machine_aliases_pkey PRIMARY KEY (state_machine_id, number);
ALTER TABLE ONLY baton.state_machine_revisions
    ADD CONSTRAINT state_machine_revisions_pkey PRIMARY KEY (state_machine_id, number);
ALTER TABLE ONLY baton.state_machine_versions
    ADD CONSTRAINT state_machine_versions_pkey PRIMARY KEY (state_machine_id, number);
ALTER TABLE ONLY baton.state_machines
    ADD CONSTRAINT state_machines_arn_key UNIQUE (arn);
ALTER TABLE ONLY baton.state_machines
    ADD CONSTRAINT state_machines_pkey PRIMARY KEY (id);
ALTER TABLE ONLY baton.store
    ADD CONSTRAINT store_pkey PRIMARY KEY (id);
CREATE INDEX activities_by_region ON baton.activities USING btree (region, id);
CREATE INDEX executions_by_alias ON baton.executions USING btree (state_machine_id, alias, number) WHERE (alias IS NOT NULL);
CREATE INDEX executions_by_alias_status ON baton.executions USING btree (state_machine_id, alias, status, number) WHERE (alias IS NOT NULL);
CREATE INDEX executions_by_arn_key ON baton.executions USING btree (arn_key, number);
CREATE INDEX executions_by_machine ON baton.executions USING btree (state_machine_id, number);
CREATE UNIQUE INDEX executions_by_number ON baton.executions USING btree (number);
CREATE INDEX executions_by_status ON baton.executions USING btree (state_machine_id, status, number);
CREATE INDEX executions_by_version ON baton.executions USING btree (state_machine_id, published_version, number) WHERE (published_version IS NOT NULL);
CREATE INDEX executions_by_version_status ON baton.executions USING btree (state_machine_id, published_version, status, number) WHERE (published_version IS NOT NULL);
CREATE INDEX executions_by_wake_up ON baton.executions USING btree (wake_up_at, number) WHERE (wake_up_at IS NOT NULL);
CREATE INDEX executions_owing ON baton.executions USING btree (number, owed_until) WHERE (owed_until IS NOT NULL);
CREATE INDEX executions_redriven ON baton.executions USING btree (state_machine_id, number) WHERE (redrive_count > 0);
CREATE INDEX map_runs_by_execution ON baton.map_runs USING btree (execution_number, id);
CREATE INDEX map_runs_running ON baton.map_runs USING btree (id) WHERE (status = 1);
CREATE INDEX record_facets_by_record ON baton.record_facets USING btree (kind, id);
CREATE INDEX records_by_execution ON baton.records USING btree (execution_number) WHERE (execution_number IS NOT NULL);
CREATE INDEX records_by_wake_up ON baton.records USING btree (kind, wake_up_at, id) WHERE (wake_up_at IS NOT NULL);
CREATE UNIQUE INDEX state_machine_aliases_by_name ON baton.state_machine_aliases USING btree (state_machine_id, name);
CREATE INDEX state_machines_by_region ON baton.state_machines USING btree (region, name);
CREATE INDEX state_machines_deleting ON baton.state_machines USING btree (id) WHERE (deleting = 1);
