SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, evaluation.outcome, coalesce((SELECT text.value 
FROM text 
WHERE text.no = evaluation.no AND text.field = ? AND text.lang = ?), evaluation.method) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = evaluation.no AND text.field = ? AND text.lang = ?), evaluation.findings) AS coalesce_3, evaluation.published_on, evaluation.cost_minor, evaluation.cost_currency, evaluation.duration_months, evaluation.of_no, evaluation.published_desc, evaluation.no 
FROM evaluation JOIN entity ON entity.no = evaluation.no 
WHERE evaluation.no IN (SELECT evaluation.no 
FROM evaluation 
WHERE evaluation.outcome IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1 AND 1 = 1 ORDER BY evaluation.published_desc ASC, evaluation.no ASC
 LIMIT ? OFFSET ?) ORDER BY evaluation.published_desc ASC, evaluation.no ASC;

SELECT 0, count(*) AS count_1 
FROM evaluation 
WHERE evaluation.outcome IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1) AND 1 = 1;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", evaluation.outcome AS "by", count(*) AS n 
FROM evaluation 
WHERE 1 = 1 AND 1 = 1 AND evaluation.outcome IS NOT NULL GROUP BY evaluation.outcome) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT anon_1."key", anon_1.value, anon_1.n 
FROM (SELECT anon_2."key" AS "key", anon_2."by" AS "by", anon_2."by" AS value, anon_2.n AS n, row_number() OVER (PARTITION BY anon_2."key" ORDER BY anon_2.n DESC, anon_2."by") AS place 
FROM (SELECT 0 AS "key", substr(evaluation.published_on, ?, ?) AS "by", count(*) AS n 
FROM evaluation 
WHERE evaluation.outcome IN (SELECT anon_3.value 
FROM json_each(?) AS anon_3) AND 1 = 1 AND substr(evaluation.published_on, ?, ?) IS NOT NULL GROUP BY substr(evaluation.published_on, ?, ?)) AS anon_2) AS anon_1 
WHERE anon_1.place <= ? ORDER BY anon_1."key", anon_1.place;

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
