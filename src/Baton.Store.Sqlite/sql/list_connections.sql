SELECT region, name, arn, created_at, settings, secrets FROM connections WHERE region = @region AND name > @after_name ORDER BY name LIMIT @count_max
