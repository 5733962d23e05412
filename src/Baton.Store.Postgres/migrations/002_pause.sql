-- Whether the store is started paused, until somebody says to go on.
ALTER TABLE store ADD COLUMN paused integer NOT NULL DEFAULT 0;
