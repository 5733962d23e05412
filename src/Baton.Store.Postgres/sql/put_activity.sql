INSERT INTO activities (id, arn, name, region, created_at, settings, tags)
VALUES (@id, @arn, @name, @region, @created_at, @settings, @tags)
ON CONFLICT (id) DO UPDATE SET
    arn = excluded.arn, name = excluded.name, region = excluded.region, created_at = excluded.created_at,
    settings = excluded.settings, tags = excluded.tags
