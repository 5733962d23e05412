INSERT INTO connections (region, name, arn, created_at, settings, secrets)
VALUES (@region, @name, @arn, @created_at, @settings, @secrets)
ON CONFLICT (region, name) DO UPDATE SET arn = excluded.arn, created_at = excluded.created_at, settings = excluded.settings, secrets = excluded.secrets
