-- Functions that tasks can call, by name.
CREATE TABLE functions (
    name text COLLATE "C" PRIMARY KEY,
    settings text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL
);

-- Invocations that nobody waits for: a row comes before the call is answered, and goes when the function has taken it.
CREATE TABLE function_events (
    request_id text COLLATE "C" PRIMARY KEY,
    function_arn text NOT NULL,
    client_context text,
    payload bytea NOT NULL,
    created_at bigint NOT NULL
);
