SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.seq, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.seq ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.seq ASC, entity.no ASC;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT anon_1.no 
FROM (SELECT anon_2.no AS no 
FROM (SELECT link.from_no AS no 
FROM link JOIN entity ON entity.no = link.from_no 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, link.from_no DESC
 LIMIT ? OFFSET ?) AS anon_2 UNION SELECT anon_3.no AS no 
FROM (SELECT link.to_no AS no 
FROM link JOIN entity ON entity.no = link.to_no 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, link.to_no DESC
 LIMIT ? OFFSET ?) AS anon_3) AS anon_1) ORDER BY p.value, entity.seq DESC, entity.no DESC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) UNION SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, funding.amount_minor, funding.currency, funding.within_no, funding.awarded_desc, funding.no 
FROM json_each(?) AS p JOIN (funding JOIN entity ON entity.no = funding.no) ON funding.no IN (SELECT funding.no AS no 
FROM funding 
WHERE funding.within_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY funding.awarded_desc ASC, funding.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, funding.awarded_desc ASC, funding.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT funding.within_no AS "key", funding.no AS no 
FROM funding 
WHERE funding.within_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, discussion.activity_desc, discussion.no 
FROM json_each(?) AS p JOIN (discussion JOIN entity ON entity.no = discussion.no) ON discussion.no IN (SELECT link.from_no AS no 
FROM link JOIN discussion ON discussion.no = link.from_no 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY discussion.activity_desc ASC, link.from_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, discussion.activity_desc ASC, discussion.no ASC;
