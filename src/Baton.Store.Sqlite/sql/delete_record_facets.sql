DELETE FROM record_facets WHERE kind = @kind AND id = @id
