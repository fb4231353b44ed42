SELECT decision.id 
FROM decision 
WHERE decision.id = ?;

SELECT 0, decision.id, decision.kind, decision.undone_at, decision.no 
FROM decision 
WHERE decision.no < (SELECT last.no 
FROM decision AS last 
WHERE last.id = ?) ORDER BY decision.no DESC
 LIMIT ? OFFSET ?;

SELECT DISTINCT decision.no, entity.no AS no_1, entity.sort_name, entity.no AS no__1 
FROM decision JOIN member ON member.no = decision.left_no OR member.no = decision.right_no JOIN entity ON entity.no = member.canonical_no 
WHERE decision.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 ORDER BY decision.no, entity.sort_name, entity.no;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
