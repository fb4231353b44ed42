SELECT member.id, entity.no 
FROM member JOIN (organization JOIN entity ON entity.no = organization.no) ON organization.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, link.kind, link.to_no, link.kind AS kind__1, CASE WHEN (link.from_no = p.value) THEN link.to_sort ELSE link.from_sort END AS anon_1, CASE WHEN (link.from_no = p.value) THEN link.to_no ELSE link.from_no END AS anon_2, link.no 
FROM json_each(?) AS p JOIN link ON link.no IN (SELECT anon_3.no 
FROM (SELECT anon_4.no AS no 
FROM (SELECT link.no AS no 
FROM link 
WHERE link.from_no = p.value AND 1 = 1 AND 1 = 1 AND (link.kind, link.to_sort, link.to_no, link.no) > (?, ?, ?, ?) ORDER BY link.kind ASC, link.to_sort ASC, link.to_no ASC, link.no ASC
 LIMIT ? OFFSET ?) AS anon_4 UNION SELECT anon_5.no AS no 
FROM (SELECT link.no AS no 
FROM link 
WHERE link.to_no = p.value AND 1 = 1 AND 1 = 1 AND (link.kind, link.from_sort, link.from_no, link.no) > (?, ?, ?, ?) ORDER BY link.kind ASC, link.from_sort ASC, link.from_no ASC, link.no ASC
 LIMIT ? OFFSET ?) AS anon_5) AS anon_3) ORDER BY p.value, link.kind ASC, CASE WHEN (link.from_no = p.value) THEN link.to_sort ELSE link.from_sort END ASC, CASE WHEN (link.from_no = p.value) THEN link.to_no ELSE link.from_no END ASC, link.no ASC;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
