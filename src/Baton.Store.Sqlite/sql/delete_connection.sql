DELETE FROM connections WHERE region = @region AND name = @name
