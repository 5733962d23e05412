INSERT INTO map_run_children (map_run_id, child_index, items, redrive, number)
VALUES (@map_run_id, @child_index, @items, @redrive, @number)
