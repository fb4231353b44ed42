SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT area.no, area.code, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM area 
WHERE area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT theme.no, theme."key", coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM theme 
WHERE theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT source.no, source."key", source.name 
FROM source 
WHERE source.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT there.no, there.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM entity AS there 
WHERE there.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
