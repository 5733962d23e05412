-- Tables with their indexes and large values; what other schemas of the database hold is not the store's.
SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'
