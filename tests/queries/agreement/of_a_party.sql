SELECT link.to_no 
FROM link 
WHERE link.kind = ? AND link.from_no = (SELECT member.canonical_no 
FROM member 
WHERE member.id = ?);

SELECT agreement.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, agreement.valid_from, agreement.document_url, entity.no AS no_1, agreement.valid_from_asc, agreement.no AS no__1 
FROM agreement JOIN entity ON entity.no = agreement.no 
WHERE agreement.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT opportunity.no AS no 
FROM agreement JOIN opportunity ON opportunity.initiative_no = agreement.initiative_no JOIN entity ON entity.no = opportunity.no 
WHERE agreement.no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, opportunity.no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq DESC, entity.no DESC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT agreement.no AS "key", opportunity.no AS no 
FROM agreement JOIN opportunity ON opportunity.initiative_no = agreement.initiative_no 
WHERE agreement.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, agreement.valid_from_desc, agreement.no 
FROM json_each(?) AS p JOIN (agreement JOIN entity ON entity.no = agreement.no) ON agreement.no IN (SELECT link.to_no AS no 
FROM link JOIN agreement ON agreement.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY agreement.valid_from_desc ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, agreement.valid_from_desc ASC, agreement.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";
