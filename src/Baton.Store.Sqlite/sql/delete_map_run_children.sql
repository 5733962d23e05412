DELETE FROM map_run_children WHERE map_run_id = @map_run_id
