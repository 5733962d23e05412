SELECT count(*), min(id)
FROM (SELECT id FROM record_facets WHERE kind = @kind AND facet = @facet ORDER BY id LIMIT @count_max)
