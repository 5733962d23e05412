SELECT region, name, arn, created_at, settings, secrets FROM connections WHERE region = @region AND name = @name
