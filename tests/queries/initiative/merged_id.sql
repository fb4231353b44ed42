SELECT member.id, entity.id AS id_1, entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM member JOIN (initiative JOIN entity ON entity.no = initiative.no) ON initiative.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT member.canonical_no, member.id 
FROM member 
WHERE member.canonical_no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND member.no != member.canonical_no AND member.published_seq IS NOT NULL ORDER BY member.canonical_no, member.id;

SELECT member.id 
FROM member JOIN initiative ON initiative.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
