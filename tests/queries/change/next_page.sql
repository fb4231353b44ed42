SELECT coalesce(max(change_floor.seq), ?) AS coalesce_1 
FROM change_floor;

SELECT 0, change.type, change.into_id, change.no, change.seq 
FROM change 
WHERE change.kind IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND change.seq > ? AND (change.type IN (?, ?, ?) OR (EXISTS (SELECT entity.no 
FROM entity 
WHERE entity.no = change.no AND entity.no IS NOT NULL AND (EXISTS (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AND entity_theme.no = entity.no)) AND (entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AND entity_area.no = entity.no))) IS NOT 1))) ORDER BY change.seq
 LIMIT ? OFFSET ?;

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
