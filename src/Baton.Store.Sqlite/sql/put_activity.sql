INSERT INTO activities (id, arn, name, region, created_at)
VALUES (@id, @arn, @name, @region, @created_at)
ON CONFLICT (id) DO UPDATE SET arn = excluded.arn, name = excluded.name, region = excluded.region, created_at = excluded.created_at
