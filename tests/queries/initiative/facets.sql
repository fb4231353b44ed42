SELECT (SELECT count(*) AS count_1 
FROM (SELECT entity_theme.no AS no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1;

SELECT 0, count(*) AS count_1 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE entity.no IN (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1))) AND initiative.status IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) AND 1 = 1;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", area.code AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, area.code) AS place 
FROM (SELECT 0 AS "key", entity_area.area_no AS "by", count(*) AS n 
FROM initiative JOIN entity ON entity.no = initiative.no JOIN entity_area ON entity_area.no = entity.no 
WHERE entity.no IN (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))) AND initiative.status IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4) AND 1 = 1 AND entity_area.area_no IS NOT NULL GROUP BY entity_area.area_no) AS anon_2 JOIN area ON area.no = anon_2."by") AS anon_1 JOIN area ON area.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce(CASE ? WHEN ? THEN theme.label_da WHEN ? THEN theme.label_en WHEN ? THEN theme.label_de END, theme.label) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", theme."key" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, theme."key") AS place 
FROM (SELECT 0 AS "key", entity_theme.theme_no AS "by", count(*) AS n 
FROM initiative JOIN entity ON entity.no = initiative.no JOIN entity_theme ON entity_theme.no = entity.no 
WHERE initiative.status IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 AND entity_theme.theme_no IS NOT NULL GROUP BY entity_theme.theme_no) AS anon_2 JOIN theme ON theme.no = anon_2."by") AS anon_1 JOIN theme ON theme.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", initiative.status AS "by", count(*) AS n 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE entity.no IN (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))) AND 1 = 1 AND 1 = 1 AND initiative.status IS NOT NULL GROUP BY initiative.status) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, source.name 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", source."key" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, source."key") AS place 
FROM (SELECT 0 AS "key", entity_source.source_no AS "by", count(*) AS n 
FROM initiative JOIN entity ON entity.no = initiative.no JOIN entity_source ON entity_source.no = entity.no 
WHERE entity.no IN (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))) AND initiative.status IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4) AND 1 = 1 AND entity_source.source_no IS NOT NULL GROUP BY entity_source.source_no) AS anon_2 JOIN source ON source.no = anon_2."by") AS anon_1 JOIN source ON source.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", there.id AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, there.id) AS place 
FROM (SELECT 0 AS "key", initiative.lead_no AS "by", count(*) AS n 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE entity.no IN (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))) AND initiative.status IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4) AND 1 = 1 AND initiative.lead_no IS NOT NULL GROUP BY initiative.lead_no) AS anon_2 JOIN entity AS there ON there.no = anon_2."by") AS anon_1 JOIN entity AS there ON there.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", substr(initiative.started_on, ?, ?) AS "by", count(*) AS n 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE entity.no IN (SELECT entity_theme.no 
FROM entity_theme 
WHERE entity_theme.theme_no IN (SELECT theme.no 
FROM theme 
WHERE theme."key" IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3))) AND initiative.status IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4) AND 1 = 1 AND substr(initiative.started_on, ?, ?) IS NOT NULL GROUP BY substr(initiative.started_on, ?, ?)) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;
