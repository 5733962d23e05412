SELECT state_machine_id, number, name, description, first_version, first_weight, second_version, second_weight, created_at, updated_at
FROM state_machine_aliases
WHERE state_machine_id = @state_machine_id AND number > @after_number
ORDER BY number
LIMIT @count_max
