SELECT id, arn, name, region, created_at FROM activities WHERE arn = @arn
