SELECT agreement.no 
FROM agreement JOIN entity ON entity.no = agreement.no 
WHERE (agreement.valid_from IS NOT NULL OR agreement.valid_to IS NOT NULL) AND (agreement.valid_from IS NULL OR agreement.valid_from_asc <= ?) AND agreement.valid_to_last >= ? AND entity.kind = ?;

SELECT agreement.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, agreement.agreement_type, agreement.valid_from, agreement.valid_to, entity.no AS no_1, agreement.venue_no, agreement.initiative_no, agreement.valid_from_desc, agreement.no AS no__1 
FROM agreement JOIN entity ON entity.no = agreement.no 
WHERE agreement.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", there.id AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, there.id) AS place 
FROM (SELECT 0 AS "key", link.from_no AS "by", count(*) AS n 
FROM agreement JOIN link ON link.kind = ? AND link.to_no = agreement.no 
WHERE (agreement.valid_from IS NOT NULL OR agreement.valid_to IS NOT NULL) AND (agreement.valid_from IS NULL OR agreement.valid_from_asc <= ?) AND agreement.valid_to_last >= ? AND 1 = 1 AND link.from_no IS NOT NULL GROUP BY link.from_no) AS anon_2 JOIN entity AS there ON there.no = anon_2."by") AS anon_1 JOIN entity AS there ON there.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.from_no AS no 
FROM link 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.from_sort ASC, link.from_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

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

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
