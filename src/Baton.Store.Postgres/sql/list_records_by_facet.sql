SELECT r.kind, r.id, r.version, r.execution_number, r.wake_up_at, r.due_at, r.priority, r.search_text, r.body
FROM record_facets f
JOIN records r ON r.kind = f.kind AND r.id = f.id
WHERE f.kind = @kind AND f.facet = @first AND f.id < @before_id AND f.id > @after_id
  AND (@second::text IS NULL OR EXISTS (SELECT 1 FROM record_facets f2 WHERE f2.kind = f.kind AND f2.facet = @second::text AND f2.id = f.id))
  AND (@third::text IS NULL OR EXISTS (SELECT 1 FROM record_facets f3 WHERE f3.kind = f.kind AND f3.facet = @third::text AND f3.id = f.id))
  AND (@fourth::text IS NULL OR EXISTS (SELECT 1 FROM record_facets f4 WHERE f4.kind = f.kind AND f4.facet = @fourth::text AND f4.id = f.id))
  AND (@fifth::text IS NULL OR EXISTS (SELECT 1 FROM record_facets f5 WHERE f5.kind = f.kind AND f5.facet = @fifth::text AND f5.id = f.id))
  AND (@sixth::text IS NULL OR EXISTS (SELECT 1 FROM record_facets f6 WHERE f6.kind = f.kind AND f6.facet = @sixth::text AND f6.id = f.id))
  AND (@due_before::bigint IS NULL OR f.due_at < @due_before::bigint)
  AND (@priority_min::integer IS NULL OR f.priority >= @priority_min::integer)
  AND (@text::text IS NULL OR strpos(r.search_text, @text::text) > 0)
ORDER BY f.id DESC
LIMIT @count_max
