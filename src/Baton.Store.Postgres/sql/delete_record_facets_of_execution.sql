DELETE FROM record_facets
WHERE (kind, id) IN (SELECT kind, id FROM records WHERE execution_number = @execution_number)
