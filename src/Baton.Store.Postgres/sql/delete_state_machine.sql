DELETE FROM state_machines WHERE id = @id
