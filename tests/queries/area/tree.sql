SELECT area.code, area.code AS code__1, area.area_type, area.valid_from, area.valid_to, area.latitude_e7, area.longitude_e7, area.boundary, area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1, area.no, area.sort_name, area.no AS no__1 
FROM json_each(?) AS p JOIN area ON area.no IN (SELECT area.no AS no 
FROM area 
WHERE area.parent_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY area.sort_name ASC, area.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, area.sort_name ASC, area.no ASC;

SELECT p.value, area.code, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1, area.parent_no, area.valid_from, area.valid_to, area.sort_name, area.no 
FROM json_each(?) AS p JOIN area ON area.no IN (SELECT area.no AS no 
FROM area 
WHERE area.parent_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY area.sort_name ASC, area.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, area.sort_name ASC, area.no ASC;

SELECT area.no, area.code 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.area_no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, area.code 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT 0, area.code, area.sort_name, area.no 
FROM area 
WHERE area.no IN (SELECT area.no 
FROM area 
WHERE 1 = 1 AND area.area_type = ? AND area.no IN (SELECT area_closure.descendant_no 
FROM area_closure JOIN area AS around ON around.no = area_closure.ancestor_no 
WHERE around.code = ? AND area_closure.descendant_no != around.no) AND (area.sort_name LIKE ? || '%') AND 1 = 1 ORDER BY area.sort_name ASC, area.no ASC
 LIMIT ? OFFSET ?) ORDER BY area.sort_name ASC, area.no ASC;
