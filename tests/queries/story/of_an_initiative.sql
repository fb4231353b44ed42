SELECT link.from_no 
FROM link 
WHERE link.kind = ? AND link.to_no = (SELECT member.canonical_no 
FROM member 
WHERE member.id = ?);

SELECT story.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, story.published_desc, story.no AS no__1 
FROM story JOIN entity ON entity.no = story.no 
WHERE story.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT member.id, entity.no 
FROM member JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, story.published_on, story.published_desc, story.no 
FROM json_each(?) AS p JOIN (story JOIN entity ON entity.no = story.no) ON story.no IN (SELECT link.from_no AS no 
FROM link JOIN story ON story.no = link.from_no 
WHERE link.to_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY story.published_desc ASC, link.from_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, story.published_desc ASC, story.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.to_no AS "key", link.from_no AS no 
FROM link 
WHERE link.kind = ? AND link.to_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";
