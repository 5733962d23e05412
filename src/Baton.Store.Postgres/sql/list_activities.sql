SELECT id, arn, name, region, created_at, settings, tags FROM activities WHERE region = @region AND id > @after_id ORDER BY id LIMIT @count_max
