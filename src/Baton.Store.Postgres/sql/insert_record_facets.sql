INSERT INTO record_facets (kind, facet, id, due_at, priority)
SELECT * FROM unnest(@kinds, @facets, @ids, @due_ats, @priorities)
ON CONFLICT DO NOTHING
