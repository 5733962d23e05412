INSERT INTO functions (name, settings, created_at, updated_at) VALUES (@name, @settings, @created_at, @updated_at)
ON CONFLICT (name) DO UPDATE SET settings = excluded.settings, created_at = excluded.created_at, updated_at = excluded.updated_at
