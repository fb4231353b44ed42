SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no__1, entity.contact_role, entity.contact_email, entity.contact_phone, entity.contact_page, entity.sort_name, entity.no AS no__2 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT organization.no AS no 
FROM organization JOIN entity ON entity.no = organization.no 
WHERE organization.part_of_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.sort_name ASC, organization.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT p.value, funding.awarded_on, funding.initiative_no, funding.awarded_desc, funding.no 
FROM json_each(?) AS p JOIN funding ON funding.no IN (SELECT funding.no AS no 
FROM funding 
WHERE funding.recipient_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, funding.awarded_desc ASC, funding.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT funding.recipient_no AS "key", funding.no AS no 
FROM funding 
WHERE funding.recipient_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT DISTINCT identifier.no, identifier.scheme, identifier.value, identifier.scheme AS scheme__1, identifier.value AS value__1 
FROM identifier 
WHERE identifier.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 ORDER BY identifier.no, identifier.scheme, identifier.value;

SELECT entity_area.no, area.code 
FROM entity_area JOIN area ON area.no = entity_area.area_no 
WHERE entity_area.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND entity_area.how = ? ORDER BY entity_area.no, area.sort_name, area.code;
