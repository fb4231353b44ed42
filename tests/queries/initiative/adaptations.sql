SELECT member.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.status, initiative.started_on, initiative.ended_on, entity.no 
FROM member JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

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

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, initiative.adapted_from_no, entity.latitude_e7, entity.longitude_e7, entity.location_precision, entity.image_url, entity.image_alt, entity.image_credit, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no IN (SELECT initiative.no AS no 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE initiative.adapted_from_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.sort_name ASC, initiative.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT entity.no, entity.id 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
