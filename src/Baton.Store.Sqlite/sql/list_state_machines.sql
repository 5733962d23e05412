SELECT arn, name, type, created_at
FROM state_machines
WHERE region = @region AND name > @after_name
ORDER BY name
LIMIT @count_max
