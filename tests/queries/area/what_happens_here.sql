SELECT area.code, coalesce(CASE ? WHEN ? THEN area.name_da WHEN ? THEN area.name_en WHEN ? THEN area.name_de END, area.name) AS coalesce_1, area.no 
FROM area 
WHERE area.code IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM entity_area 
WHERE entity_area.area_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.seq, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT entity_area.no AS no 
FROM entity_area JOIN opportunity ON opportunity.no = entity_area.no JOIN entity ON entity.no = entity_area.no 
WHERE entity_area.area_no = p.value AND CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND 1 = 1 ORDER BY entity.seq DESC, entity_area.no DESC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.seq DESC, entity.no DESC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT entity_area.area_no AS "key", entity_area.no AS no 
FROM entity_area JOIN opportunity ON opportunity.no = entity_area.no 
WHERE entity_area.area_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 JOIN opportunity ON opportunity.no = anon_1.no 
WHERE CASE WHEN (opportunity.state IN (?, ?) AND opportunity.closes_at < ?) THEN ? WHEN (opportunity.state = ? AND opportunity.opens_at <= ?) THEN ? ELSE opportunity.state END IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM entity_area 
WHERE entity_area.area_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, event.starts_at, event.starts_asc, event.no 
FROM json_each(?) AS p JOIN (event JOIN entity ON entity.no = event.no) ON event.no IN (SELECT entity_area.no AS no 
FROM entity_area JOIN event ON event.no = entity_area.no 
WHERE entity_area.area_no = p.value AND event.starts_asc >= ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY event.starts_asc ASC, entity_area.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, event.starts_asc ASC, event.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT entity_area.area_no AS "key", entity_area.no AS no 
FROM entity_area JOIN event ON event.no = entity_area.no 
WHERE entity_area.area_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 JOIN event ON event.no = anon_1.no 
WHERE event.starts_asc >= ? AND 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM entity_area 
WHERE entity_area.area_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM json_each(?) AS p JOIN entity ON entity.no IN (SELECT entity_area.no AS no 
FROM entity_area JOIN venue ON venue.no = entity_area.no JOIN entity ON entity.no = entity_area.no 
WHERE entity_area.area_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY entity.sort_name ASC, entity_area.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT entity_area.area_no AS "key", entity_area.no AS no 
FROM entity_area JOIN venue ON venue.no = entity_area.no 
WHERE entity_area.area_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM entity_area 
WHERE entity_area.area_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, discussion.activity_desc, discussion.no 
FROM json_each(?) AS p JOIN (discussion JOIN entity ON entity.no = discussion.no) ON discussion.no IN (SELECT entity_area.no AS no 
FROM entity_area JOIN discussion ON discussion.no = entity_area.no 
WHERE entity_area.area_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY discussion.activity_desc ASC, entity_area.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, discussion.activity_desc ASC, discussion.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT entity_area.area_no AS "key", entity_area.no AS no 
FROM entity_area JOIN discussion ON discussion.no = entity_area.no 
WHERE entity_area.area_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, (SELECT count(*) AS count_1 
FROM (SELECT 1 
FROM entity_area 
WHERE entity_area.area_no = p.value
 LIMIT ? OFFSET ?) AS anon_2) AS anon_1 
FROM json_each(?) AS p;

SELECT p.value, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, story.published_desc, story.no 
FROM json_each(?) AS p JOIN (story JOIN entity ON entity.no = story.no) ON story.no IN (SELECT entity_area.no AS no 
FROM entity_area JOIN story ON story.no = entity_area.no 
WHERE entity_area.area_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY story.published_desc ASC, entity_area.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, story.published_desc ASC, story.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT entity_area.area_no AS "key", entity_area.no AS no 
FROM entity_area JOIN story ON story.no = entity_area.no 
WHERE entity_area.area_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";
