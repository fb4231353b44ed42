SELECT area.code, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1, area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT funding.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = funding.no AND text.field = ? AND text.lang = ?), funding.purpose) AS coalesce_1, funding.awarded_on, funding.amount_minor, funding.currency, funding.funder_no, funding.recipient_no, funding.amount_desc, funding.no AS no__1 
FROM funding 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT funding.recipient_no AS "key", funding.no AS no 
FROM funding 
WHERE funding.recipient_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";
