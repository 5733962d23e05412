-- How HTTP APIs are called: EventBridge's connections. The secrets are encrypted before they come here.
CREATE TABLE connections (
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    arn TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    settings TEXT NOT NULL,
    secrets BLOB NOT NULL,
    PRIMARY KEY (region, name)
) STRICT, WITHOUT ROWID;
