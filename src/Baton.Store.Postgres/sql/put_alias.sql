INSERT INTO state_machine_aliases
    (state_machine_id, number, name, description, first_version, first_weight, second_version, second_weight, created_at, updated_at)
VALUES
    (@state_machine_id, @number, @name, @description, @first_version, @first_weight, @second_version, @second_weight, @created_at, @updated_at)
ON CONFLICT (state_machine_id, number) DO UPDATE SET
    name = excluded.name, description = excluded.description,
    first_version = excluded.first_version, first_weight = excluded.first_weight,
    second_version = excluded.second_version, second_weight = excluded.second_weight,
    created_at = excluded.created_at, updated_at = excluded.updated_at
