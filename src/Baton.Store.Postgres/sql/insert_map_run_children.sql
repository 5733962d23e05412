INSERT INTO map_run_children (map_run_id, child_index, items, redrive, number)
SELECT * FROM unnest(@map_run_ids, @child_indexes, @items, @redrives, @numbers)
