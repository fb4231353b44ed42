SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, story.story_type, story.published_on, coalesce((SELECT text.value 
FROM text 
WHERE text.no = story.no AND text.field = ? AND text.lang = ?), story.text) AS coalesce_2, story.publisher_no, entity.no, story.published_desc, story.no AS no_1 
FROM story JOIN entity ON entity.no = story.no 
WHERE story.no IN (SELECT story.no 
FROM story 
WHERE story.story_type IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND story.published_asc >= ? AND story.published_asc <= ? AND story.published_asc != ? AND 1 = 1 AND 1 = 1 ORDER BY story.published_desc ASC, story.no ASC
 LIMIT ? OFFSET ?) ORDER BY story.published_desc ASC, story.no ASC;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", story.story_type AS "by", count(*) AS n 
FROM story 
WHERE story.published_asc >= ? AND story.published_asc <= ? AND story.published_asc != ? AND 1 = 1 AND story.story_type IS NOT NULL GROUP BY story.story_type) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", substr(story.published_on, ?, ?) AS "by", count(*) AS n 
FROM story 
WHERE story.story_type IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 AND substr(story.published_on, ?, ?) IS NOT NULL GROUP BY substr(story.published_on, ?, ?)) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT link.to_no AS no 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
