SELECT theme.no, theme."key", coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM theme 
WHERE theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT theme.no, theme."key", coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM theme 
WHERE theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT theme.no, theme."key", coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM theme 
WHERE theme.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
