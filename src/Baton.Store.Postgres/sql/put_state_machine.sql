INSERT INTO state_machines (id, arn, name, region, created_at, deleting, revision, type, last_version, last_alias, tags)
VALUES (@id, @arn, @name, @region, @created_at, @deleting, @revision, @type, @last_version, @last_alias, @tags)
ON CONFLICT (id) DO UPDATE SET
    arn = excluded.arn, name = excluded.name, region = excluded.region,
    created_at = excluded.created_at, deleting = excluded.deleting, revision = excluded.revision,
    type = excluded.type, last_version = excluded.last_version, last_alias = excluded.last_alias, tags = excluded.tags
