SELECT id, arn, name, region, created_at, settings, tags FROM activities WHERE arn = @arn
