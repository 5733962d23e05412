INSERT INTO state_machines (id, arn, name, region, created_at, deleting, revision)
VALUES (@id, @arn, @name, @region, @created_at, @deleting, @revision)
ON CONFLICT (id) DO UPDATE SET
    arn = excluded.arn, name = excluded.name, region = excluded.region,
    created_at = excluded.created_at, deleting = excluded.deleting, revision = excluded.revision
