SELECT entity.no, entity.no AS no__1, entity.sort_name, entity.no AS no__2 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
