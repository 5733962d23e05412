UPDATE map_run_children SET redrive = @redrive
WHERE map_run_id = @map_run_id AND child_index = @child_index AND number = @number
