SELECT member.id, entity.no, entity.kind 
FROM member JOIN entity ON entity.no = member.canonical_no 
WHERE member.id IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
