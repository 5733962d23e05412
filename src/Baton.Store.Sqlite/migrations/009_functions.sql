-- Functions that tasks can call, by name.
CREATE TABLE functions (
    name TEXT PRIMARY KEY NOT NULL,
    settings TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Invocations that nobody waits for: a row comes before the call is answered, and goes when the function has taken it.
CREATE TABLE function_events (
    request_id TEXT PRIMARY KEY NOT NULL,
    function_arn TEXT NOT NULL,
    client_context TEXT,
    payload BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
