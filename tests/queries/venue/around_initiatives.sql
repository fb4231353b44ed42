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
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, venue.venue_type, entity.no, entity.sort_name, entity.no AS no__1 
FROM json_each(?) AS p JOIN (venue JOIN entity ON entity.no = venue.no) ON venue.no IN (SELECT link.to_no AS no 
FROM link 
WHERE link.from_no = p.value AND link.kind = ? AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY link.to_sort ASC, link.to_no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, entity.sort_name ASC, entity.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT link.from_no AS "key", link.to_no AS no 
FROM link 
WHERE link.kind = ? AND link.from_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT p.value, event.starts_at, event.starts_asc, event.no 
FROM json_each(?) AS p JOIN event ON event.no IN (SELECT event.no AS no 
FROM event 
WHERE event.venue_no = p.value AND event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? AND 1 = 1 AND 1 = 1 ORDER BY event.starts_asc ASC, event.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, event.starts_asc ASC, event.no ASC;
