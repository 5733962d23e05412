SELECT id FROM records WHERE kind = @kind ORDER BY id DESC LIMIT 1
