SELECT identifier.scheme, identifier.value, min(entity.id) AS min_1, count(DISTINCT identifier.no) AS count_1 
FROM identifier JOIN entity ON entity.no = identifier.no 
WHERE identifier.scheme IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND identifier.value IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) GROUP BY identifier.scheme, identifier.value;

SELECT identifier.scheme, identifier.value, min(entity.id) AS min_1, count(DISTINCT identifier.no) AS count_1 
FROM identifier JOIN entity ON entity.no = identifier.no 
WHERE identifier.scheme IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND identifier.value IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2) GROUP BY identifier.scheme, identifier.value;

SELECT first.url, first.id 
FROM entity AS first 
WHERE first.no IN (SELECT min(entity.no) AS min_1 
FROM entity 
WHERE entity.url IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) GROUP BY entity.url);

SELECT member.id, entity.kind, entity.no, entity.url 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT first.url, first.id 
FROM entity AS first 
WHERE first.no IN (SELECT min(entity.no) AS min_1 
FROM entity 
WHERE entity.url IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) GROUP BY entity.url);

SELECT member.id, entity.kind, entity.no, entity.id AS id_1, entity.version, entity.first_seen_at, entity.updated_at 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
