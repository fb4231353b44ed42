SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no__1, entity.sort_name, entity.no AS no__2 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT anon_1."key", funding.no 
FROM (SELECT funding.recipient_no AS "key", funding.no AS no 
FROM funding 
WHERE funding.recipient_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 JOIN funding ON funding.no = anon_1.no 
WHERE 1 = 1 AND 1 = 1;

SELECT there.no, there.id 
FROM entity AS there 
WHERE there.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT organization.no, organization.organization_type 
FROM organization 
WHERE organization.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
