-- What people work on, and what is told to them: see Baton.Store.RecordRow.
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
CREATE INDEX records_by_wake_up ON records (kind, wake_up_at, id) WHERE wake_up_at IS NOT NULL;
CREATE INDEX records_by_execution ON records (execution_number) WHERE execution_number IS NOT NULL;

-- What records are found by. Time and priority stand here too, so that a list is narrowed by them without a look at the records.
CREATE TABLE record_facets (
    kind INTEGER NOT NULL,
    facet TEXT NOT NULL,
    id INTEGER NOT NULL,
    due_at INTEGER,
    priority INTEGER NOT NULL,
    PRIMARY KEY (kind, facet, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_facets_by_record ON record_facets (kind, id);
