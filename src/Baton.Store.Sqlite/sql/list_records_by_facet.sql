-- CROSS: the facet leads, which is in the order of the result.
SELECT r.kind, r.id, r.version, r.execution_number, r.wake_up_at, r.due_at, r.priority, r.search_text, r.body
FROM record_facets f
CROSS JOIN records r ON r.kind = f.kind AND r.id = f.id
WHERE f.kind = @kind AND f.facet = @first AND f.id < @before_id AND f.id > @after_id
  AND (@second IS NULL OR EXISTS (SELECT 1 FROM record_facets f2 WHERE f2.kind = f.kind AND f2.facet = @second AND f2.id = f.id))
  AND (@third IS NULL OR EXISTS (SELECT 1 FROM record_facets f3 WHERE f3.kind = f.kind AND f3.facet = @third AND f3.id = f.id))
  AND (@fourth IS NULL OR EXISTS (SELECT 1 FROM record_facets f4 WHERE f4.kind = f.kind AND f4.facet = @fourth AND f4.id = f.id))
  AND (@fifth IS NULL OR EXISTS (SELECT 1 FROM record_facets f5 WHERE f5.kind = f.kind AND f5.facet = @fifth AND f5.id = f.id))
  AND (@sixth IS NULL OR EXISTS (SELECT 1 FROM record_facets f6 WHERE f6.kind = f.kind AND f6.facet = @sixth AND f6.id = f.id))
  AND (@due_before IS NULL OR f.due_at < @due_before)
  AND (@priority_min IS NULL OR f.priority >= @priority_min)
  AND (@text IS NULL OR instr(r.search_text, @text) > 0)
ORDER BY f.id DESC
LIMIT @count_max
