SELECT name, settings, created_at, updated_at FROM functions WHERE name > @after_name ORDER BY name LIMIT @count_max
