SELECT entity.no, entity.latitude_e7, entity.longitude_e7, coalesce((SELECT text.value 
FROM text 
WHERE text.no = entity.no AND text.field = ? AND text.lang = ?), entity.name) AS coalesce_1, CAST(CAST(entity.latitude_e7 - ? AS FLOAT) * CAST(entity.latitude_e7 - ? AS FLOAT) + CAST(entity.longitude_e7 - ? AS FLOAT) * ? * CAST(entity.longitude_e7 - ? AS FLOAT) * ? AS INTEGER) AS anon_1, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_2.value 
FROM json_each(?) AS anon_2);

SELECT entity.no, entity.latitude_e7, entity.longitude_e7, entity.sort_name, entity.no AS no__1 
FROM entity 
WHERE entity.no IN (SELECT anon_1.value 
FROM json_each(?) AS anon_1);
