DELETE FROM functions WHERE name = @name
