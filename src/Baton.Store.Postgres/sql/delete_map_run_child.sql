DELETE FROM map_run_children WHERE map_run_id = @map_run_id AND child_index = @child_index
