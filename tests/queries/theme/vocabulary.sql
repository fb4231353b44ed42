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

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT 0, theme."key" 
FROM theme 
WHERE (theme.sort_label LIKE ? || '%') ORDER BY theme.sort_label, theme."key";
