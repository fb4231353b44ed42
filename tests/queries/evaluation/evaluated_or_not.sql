SELECT initiative.no 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE CASE WHEN (initiative.no IS NOT NULL AND (EXISTS (SELECT evaluation.no 
FROM evaluation 
WHERE evaluation.of_no = initiative.no))) THEN 1 ELSE 0 END = ? AND entity.kind = ?;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.no AS no__1, entity.sort_name, entity.no AS no__2 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT p.value, evaluation.outcome, evaluation.evaluator_no, evaluation.published_desc, evaluation.no 
FROM json_each(?) AS p JOIN evaluation ON evaluation.no IN (SELECT evaluation.no AS no 
FROM evaluation 
WHERE evaluation.of_no = p.value AND 1 = 1 AND 1 = 1 AND 1 = 1 ORDER BY evaluation.published_desc ASC, evaluation.no ASC
 LIMIT ? OFFSET ?) ORDER BY p.value, evaluation.published_desc ASC, evaluation.no ASC;

SELECT anon_1."key", count(*) AS count_1 
FROM (SELECT evaluation.of_no AS "key", evaluation.no AS no 
FROM evaluation 
WHERE evaluation.of_no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2)) AS anon_1 
WHERE 1 = 1 AND 1 = 1 GROUP BY anon_1."key";

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT initiative.no 
FROM initiative JOIN entity ON entity.no = initiative.no 
WHERE CASE WHEN (initiative.no IS NOT NULL AND (EXISTS (SELECT evaluation.no 
FROM evaluation 
WHERE evaluation.of_no = initiative.no))) THEN 1 ELSE 0 END = ? AND entity.kind = ?;

SELECT entity.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT (SELECT member.canonical_no 
FROM member 
WHERE member.id = ?) AS anon_1;

SELECT evaluation.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, evaluation.published_desc, evaluation.no AS no__1 
FROM evaluation JOIN entity ON entity.no = evaluation.no 
WHERE evaluation.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
