SELECT funding.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = funding.no AND text.field = ? AND text.lang = ?), funding.purpose) AS coalesce_1, funding.awarded_desc, funding.no AS no__1 
FROM funding 
WHERE funding.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT there.no, there.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM entity AS there 
WHERE there.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
