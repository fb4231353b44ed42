SELECT 0, event.starts_at, event.starts_desc, event.no 
FROM event 
WHERE event.no IN (SELECT event.no 
FROM event 
WHERE event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? AND 1 = 1 AND 1 = 1 ORDER BY event.starts_desc ASC, event.no ASC
 LIMIT ? OFFSET ?) ORDER BY event.starts_desc ASC, event.no ASC;

SELECT 0, count(*) AS count_1 
FROM event 
WHERE event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? AND 1 = 1;

SELECT 0, event.starts_at, event.attendance, event.series, event.starts_asc, event.no 
FROM event 
WHERE event.no IN (SELECT event.no 
FROM event 
WHERE (event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? OR event.attendance IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)) AND 1 = 1 AND 1 = 1 ORDER BY event.starts_asc ASC, event.no ASC
 LIMIT ? OFFSET ?) ORDER BY event.starts_asc ASC, event.no ASC;

SELECT 0, count(*) AS count_1 
FROM event 
WHERE (event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? OR event.attendance IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1)) AND 1 = 1;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", substr(event.starts_at, ?, ?) AS "by", count(*) AS n 
FROM event 
WHERE (event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? OR event.attendance IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AND 1 = 1 AND substr(event.starts_at, ?, ?) IS NOT NULL GROUP BY substr(event.starts_at, ?, ?)) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", there.id AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, there.id) AS place 
FROM (SELECT 0 AS "key", event.organizer_no AS "by", count(*) AS n 
FROM event 
WHERE (event.starts_asc >= ? AND event.starts_asc <= ? AND event.starts_asc != ? OR event.attendance IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3)) AND 1 = 1 AND event.organizer_no IS NOT NULL GROUP BY event.organizer_no) AS anon_2 JOIN entity AS there ON there.no = anon_2."by") AS anon_1 JOIN entity AS there ON there.no = anon_1."by" 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;
