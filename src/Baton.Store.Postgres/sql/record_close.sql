UPDATE store SET closed_cleanly = 1 WHERE id = 1
