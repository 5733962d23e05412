-- What people work on, and what is told to them: see Baton.Store.RecordRow.
CREATE TABLE records (
    kind integer NOT NULL,
    id bigint NOT NULL,
    version integer NOT NULL,
    execution_number bigint,
    wake_up_at bigint,
    due_at bigint,
    priority integer NOT NULL,
    search_text text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE INDEX records_by_wake_up ON records (kind, wake_up_at, id) WHERE wake_up_at IS NOT NULL;
CREATE INDEX records_by_execution ON records (execution_number) WHERE execution_number IS NOT NULL;

-- What records are found by. Time and priority stand here too, so that a list is narrowed by them without a look at the records.
CREATE TABLE record_facets (
    kind integer NOT NULL,
    facet text COLLATE "C" NOT NULL,
    id bigint NOT NULL,
    due_at bigint,
    priority integer NOT NULL,
    PRIMARY KEY (kind, facet, id)
);
CREATE INDEX record_facets_by_record ON record_facets (kind, id);
