SELECT member.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, organization.organization_type, organization.cvr, organization.website, organization.confirmed, entity.no 
FROM member JOIN (organization JOIN entity ON entity.no = organization.no) ON organization.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, organization.part_of_no, entity.seq, entity.no 
FROM json_each(?) AS p JOIN (organization JOIN entity ON entity.no = organization.no) ON organization.no IN (SELECT link.from_no AS no 
FROM link JOIN entity ON entity.no = link.from_no 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq ASC, link.from_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq ASC, entity.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.lead_no, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no IN (SELECT link.to_no AS no 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND link.contested = 0 AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT entity.no, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.contested = 0 AND link.from_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, funding.amount_minor, funding.currency, funding.recipient_no, funding.awarded_desc, funding.no 
FROM json_each(?) AS p JOIN funding ON funding.no IN (SELECT funding.no AS no 
FROM funding 
WHERE funding.funder_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, funding.awarded_desc ASC, funding.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT funding.funder_no AS "key", funding.no AS no 
FROM funding 
WHERE funding.funder_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
