SELECT coalesce(max(change_floor.seq), ?) AS coalesce_1 
FROM change_floor;

SELECT 0, change.type, change.id, change.no, change.fields, change.at, change.run_no, change.seq 
FROM change 
WHERE 1 = 1 ORDER BY change.seq
 LIMIT ? OFFSET ?;

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT run.no, run.no AS no__1, run.outcome 
FROM run 
WHERE run.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
