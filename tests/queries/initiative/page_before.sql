SELECT 0, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, entity.sort_name, entity.no 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND (entity.sort_name, entity.no) < (?, ?) AND entity.kind = ? ORDER BY entity.sort_name DESC, entity.no DESC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name DESC, entity.no DESC;
