-- Asynchronous Express executions that have not ended: a row comes with the start, before it is answered, and goes with the end.
CREATE TABLE express_executions (
    number INTEGER PRIMARY KEY,
    state_machine_id INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    started BLOB NOT NULL
) STRICT;
