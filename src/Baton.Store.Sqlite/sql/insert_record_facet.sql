INSERT INTO record_facets (kind, facet, id, due_at, priority) VALUES (@kind, @facet, @id, @due_at, @priority) ON CONFLICT DO NOTHING
