SELECT member.canonical_no 
FROM member 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.id, entity.no AS no__1, entity.sort_name, entity.no AS no__2 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 JOIN organization ON organization.no = anon_1.no 
WHERE organization.organization_type IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 GROUP BY anon_1."key";

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT anon_3."key" AS "key", organization.organization_type AS "by", count(*) AS n 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AS anon_3 JOIN organization ON organization.no = anon_3.no 
WHERE 1 = 1 AND 1 = 1 AND organization.organization_type IS NOT NULL GROUP BY anon_3."key", organization.organization_type) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, source.name 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", source."key" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, source."key") AS place 
FROM (SELECT anon_3."key" AS "key", entity_source.source_no AS "by", count(*) AS n 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_4.value 
FROM json_each(?) AS anon_4)) AS anon_3 JOIN organization ON organization.no = anon_3.no JOIN entity ON entity.no = anon_3.no JOIN entity_source ON entity_source.no = entity.no 
WHERE organization.organization_type IN (SELECT anon_5.value 
FROM json_each(?) AS anon_5) AND 1 = 1 AND entity_source.source_no IS NOT NULL GROUP BY anon_3."key", entity_source.source_no) AS anon_2 JOIN source ON source.no = anon_2."by") AS anon_1 JOIN source ON source.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;
