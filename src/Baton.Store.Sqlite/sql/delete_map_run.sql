DELETE FROM map_runs WHERE id = @id
