SELECT 0, entity.no, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT entity.no 
FROM entity 
WHERE 1 = 1 AND 1 = 1 AND 1 = 1 AND entity.kind = ? ORDER BY entity.sort_name ASC, entity.no ASC
 LIMIT ? OFFSET ?) ORDER BY entity.sort_name ASC, entity.no ASC;
