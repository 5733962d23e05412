UPDATE store SET paused = @paused WHERE id = 1
