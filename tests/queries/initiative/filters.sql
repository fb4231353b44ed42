SELECT (SELECT count(*) AS count_1 
FROM (SELECT rowid 
FROM search 
WHERE search MATCH ?
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1;

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM entity 
WHERE entity.no IN (SELECT initiative.no 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE entity.no IN (SELECT rowid 
FROM search 
WHERE search MATCH ?) AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT 0, count(*) AS count_1 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE entity.no IN (SELECT rowid 
FROM search 
WHERE search MATCH ?) AND 1 = 1 AND 1 = 1;

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.started_on, initiative.status, entity.sort_name, entity.no 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE initiative.no IN (SELECT initiative.no 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE (entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)) AND entity_area.no = entity.no)) OR initiative.started_asc >= ? AND initiative.started_asc <= ? AND initiative.started_asc != ? AND (initiative.status IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) IS NOT 1) AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT 0, count(*) AS count_1 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE (entity.no IS NOT NULL AND (EXISTS (SELECT entity_area.no 
FROM entity_area 
WHERE entity_area.area_no IN (SELECT area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)) AND entity_area.no = entity.no)) OR initiative.started_asc >= ? AND initiative.started_asc <= ? AND initiative.started_asc != ? AND (initiative.status IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) IS NOT 1) AND 1 = 1;

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 0 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT 0, count(*) AS count_1 
FROM entity 
WHERE 0 = 1 AND 1 = 1 AND entity.kind = ?;

SELECT 0, count(*) AS count_1 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND entity.kind = ?;
