INSERT INTO record_facets (kind, facet, id, due_at, priority)
SELECT @kind::integer, facet, @id::bigint, @due_at::bigint, @priority::integer FROM unnest(@facets::text[]) facet
ON CONFLICT DO NOTHING
