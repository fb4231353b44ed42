SELECT event.no, event.starts_at, event.starts_desc, event.no AS no__1 
FROM event 
WHERE event.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT event.no, event.starts_at, event.attendance, event.series, event.starts_asc, event.no AS no__1 
FROM event 
WHERE event.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT there.no, there.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = there.no AND text.field = ? AND text.lang = ?), there.name) AS coalesce_1 
FROM entity AS there 
WHERE there.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
