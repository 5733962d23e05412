-- How HTTP APIs are called: EventBridge's connections. The secrets are encrypted before they come here.
CREATE TABLE connections (
    region text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    arn text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    settings text NOT NULL,
    secrets bytea NOT NULL,
    PRIMARY KEY (region, name)
);
