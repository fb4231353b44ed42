SELECT event.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, event.starts_at, event.ends_at, event.all_day, event.venue_no, event.organizer_no, event.starts_asc, event.no AS no__1 
FROM event JOIN entity ON entity.no = event.no 
WHERE event.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

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

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT p.value, event.starts_at, event.starts_asc, event.no 
FROM json_each(?) AS p JOIN event ON event.no IN (SELECT event.no AS no 
FROM event 
WHERE event.organizer_no = p.value AND event.starts_asc >= ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY event.starts_asc ASC, event.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, event.starts_asc ASC, event.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT event.organizer_no AS "key", event.no AS no 
FROM event 
WHERE event.organizer_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 JOIN event ON event.no = anon_1.no 
WHERE event.starts_asc >= ? AND 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;

SELECT p.value, event.starts_at, event.free, event.starts_asc, event.no 
FROM json_each(?) AS p JOIN event ON event.no IN (SELECT event.no AS no 
FROM event 
WHERE event.venue_no = p.value AND event.starts_asc >= ? AND event.free = ? AND 1 = 1 AND 1 = 1 ORDER BY event.starts_asc ASC, event.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, event.starts_asc ASC, event.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT event.venue_no AS "key", event.no AS no 
FROM event 
WHERE event.venue_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 JOIN event ON event.no = anon_1.no 
WHERE event.starts_asc >= ? AND event.free = ? AND 1 = 1 GROUP BY anon_1."key";
