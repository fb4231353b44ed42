SELECT 0, theme."key", coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1, theme.sdgs, theme.icnptso, theme.broader_no, theme.no 
FROM theme 
WHERE 1 = 1 ORDER BY theme.sort_label, theme."key";

SELECT theme.no, theme."key" 
FROM theme 
WHERE theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT theme.broader_no, coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM theme 
WHERE theme.broader_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 ORDER BY theme.broader_no, theme.sort_label, theme."key";

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM entity_theme 
WHERE entity_theme.theme_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT entity_theme.no AS no 
FROM entity_theme JOIN initiative ON initiative.no = entity_theme.no JOIN entity ON entity.no = entity_theme.no 
WHERE entity_theme.theme_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.sort_name ASC, entity_theme.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT entity_theme.theme_no AS "key", entity_theme.no AS no 
FROM entity_theme JOIN initiative ON initiative.no = entity_theme.no 
WHERE entity_theme.theme_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT 0, theme."key" 
FROM theme 
WHERE (theme.sort_label LIKE ? || '%') ORDER BY theme.sort_label, theme."key";
