SELECT 0, "match".id, "match".per_mille, "match".reasons, (SELECT decision.kind 
FROM decision JOIN member AS one ON one.no = decision.left_no JOIN member AS other ON other.no = decision.right_no 
WHERE one.canonical_no IN ((SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no), (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)) AND other.canonical_no IN ((SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no), (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)) AND (one.canonical_no != other.canonical_no OR decision.left_no = "match".left_no AND decision.right_no = "match".right_no OR decision.left_no = "match".right_no AND decision.right_no = "match".left_no) AND (decision.kind || ?) IN (?, ?, ?) AND decision.undone_at IS NULL ORDER BY decision.no DESC
 LIMIT ? OFFSET ?) AS anon_1, (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no) AS anon_2, (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no) AS anon_3, "match".per_mille AS per_mille__1, "match".no 
FROM "match" 
WHERE "match".no IN (SELECT "match".no 
FROM "match" 
WHERE 1 = 1 AND 1 = 1 AND (SELECT decision.kind 
FROM decision JOIN member AS one ON one.no = decision.left_no JOIN member AS other ON other.no = decision.right_no 
WHERE one.canonical_no IN ((SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no), (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)) AND other.canonical_no IN ((SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no), (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)) AND (one.canonical_no != other.canonical_no OR decision.left_no = "match".left_no AND decision.right_no = "match".right_no OR decision.left_no = "match".right_no AND decision.right_no = "match".left_no) AND (decision.kind || ?) IN (?, ?, ?) AND decision.undone_at IS NULL ORDER BY decision.no DESC
 LIMIT ? OFFSET ?) IS NULL AND (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no) != (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no) AND (EXISTS (SELECT entity.no 
FROM entity 
WHERE entity.no = (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no))) AND (EXISTS (SELECT entity.no 
FROM entity 
WHERE entity.no = (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no))) AND 1 = 1 ORDER BY "match".per_mille DESC, "match".no DESC
 LIMIT ? OFFSET ?) ORDER BY "match".per_mille DESC, "match".no DESC;

SELECT 0, count(*) AS count_1 
FROM "match" 
WHERE 1 = 1 AND 1 = 1 AND (SELECT decision.kind 
FROM decision JOIN member AS one ON one.no = decision.left_no JOIN member AS other ON other.no = decision.right_no 
WHERE one.canonical_no IN ((SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no), (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)) AND other.canonical_no IN ((SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no), (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)) AND (one.canonical_no != other.canonical_no OR decision.left_no = "match".left_no AND decision.right_no = "match".right_no OR decision.left_no = "match".right_no AND decision.right_no = "match".left_no) AND (decision.kind || ?) IN (?, ?, ?) AND decision.undone_at IS NULL ORDER BY decision.no DESC
 LIMIT ? OFFSET ?) IS NULL AND (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no) != (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no) AND (EXISTS (SELECT entity.no 
FROM entity 
WHERE entity.no = (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".left_no))) AND (EXISTS (SELECT entity.no 
FROM entity 
WHERE entity.no = (SELECT member.canonical_no 
FROM member 
WHERE member.no = "match".right_no)));

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, entity.id, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
