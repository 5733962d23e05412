UPDATE map_run_children AS stored SET redrive = next.redrive
FROM unnest(@map_run_ids, @child_indexes, @redrives, @numbers) AS next (map_run_id, child_index, redrive, number)
WHERE stored.map_run_id = next.map_run_id AND stored.child_index = next.child_index AND stored.number = next.number
