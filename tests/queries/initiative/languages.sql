SELECT member.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_3, entity.no, entity.area_no 
FROM member JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT text.no, text.field, text.lang, text.value 
FROM text 
WHERE text.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND text.field IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) ORDER BY text.no, CASE text.field WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? WHEN ? THEN ? ELSE ? END, text.lang;

SELECT area.no, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_2 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity_theme.no, theme."key", coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1, coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_2, theme.broader_no 
FROM entity_theme JOIN theme ON theme.no = entity_theme.theme_no 
WHERE entity_theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND entity_theme.direct = 1 ORDER BY entity_theme.no, theme."key";

SELECT theme.no, coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM theme 
WHERE theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
