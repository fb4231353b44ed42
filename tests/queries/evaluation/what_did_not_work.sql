SELECT evaluation.no, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, evaluation.outcome, coalesce((SELECT text.value 
FROM text 
WHERE text.no = evaluation.no AND text.field = ? AND text.lang = ?), evaluation.method) AS coalesce_2, coalesce((SELECT text.value 
FROM text 
WHERE text.no = evaluation.no AND text.field = ? AND text.lang = ?), evaluation.findings) AS coalesce_3, evaluation.published_on, evaluation.cost_minor, evaluation.cost_currency, evaluation.duration_months, evaluation.of_no, evaluation.published_desc, evaluation.no AS no__1 
FROM evaluation JOIN entity ON entity.no = evaluation.no 
WHERE evaluation.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);

SELECT entity.no, entity.kind, entity.no AS no__1, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
