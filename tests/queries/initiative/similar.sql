SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no__1, entity.area_no, entity.sort_name, entity.no AS no__2 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity_theme.no, theme."key" 
FROM entity_theme JOIN theme ON theme.no = entity_theme.theme_no 
WHERE entity_theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND entity_theme.direct = 1 ORDER BY entity_theme.no, theme."key";

SELECT area.no, area.code 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity_theme.no, entity_theme.theme_no 
FROM entity_theme 
WHERE entity_theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND entity_theme.direct = 1;

SELECT entity.no, entity.area_no, entity.name, entity.summary 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no__1, entity.area_no 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity_theme.no, theme."key" 
FROM entity_theme JOIN theme ON theme.no = entity_theme.theme_no 
WHERE entity_theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND entity_theme.direct = 1 ORDER BY entity_theme.no, theme."key";

SELECT area.no, area.code 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
