SELECT child.child_index, child.items, child.number, execution.status
FROM map_run_children AS child
JOIN executions AS execution ON execution.number = child.number
WHERE child.map_run_id = @map_run_id AND child.child_index > @after_index
ORDER BY child.child_index
LIMIT @count_max
